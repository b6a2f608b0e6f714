import type { Measurement } from './measurement.ts';

function metText({ goal }: Measurement): string {
  if (goal === undefined) return '';
  return goal.isMet ? 'yes' : '**no**';
}

/** The table as Markdown, with columns wide enough to be read as plain text too. */
export function tableOf(measurements: readonly Measurement[]): string {
  const header = ['What', 'Of', 'Measured', 'Goal', 'Met'];
  const rows = measurements.map((row) => [row.what, row.of, row.value, row.goal?.text ?? '', metText(row)]);
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

/** The whole page. */
export function page(machine: readonly string[], measurements: readonly Measurement[]): string {
  const missed = measurements.filter(({ goal }) => goal?.isMet === false).length;
  const goals = measurements.filter(({ goal }) => goal !== undefined).length;
  return [
    '# Measurements',
    'Written by `npm run bench`; every figure is measured in that run, none is carried over.',
    machine.map((fact) => `- ${fact}`).join('\n'),
    `Goals met: ${goals - missed} of ${goals}.`,
    tableOf(measurements),
    NOTES,
  ]
    .join('\n\n')
    .concat('\n');
}

const NOTES = `## How it is measured

- **Bundle**: the output of \`infra/lambda-bundle.ts\` for each function. What is on demand is imported when a call needs it: S3 for the quarantine and large content, and the credential sources that a Lambda function never uses.
- **Import time**: \`import()\` of the bundle in fresh processes, against a function that only sends to SQS, built by the same settings. The bundles take turns; medians.
- **Cold start to the first answer**: the same processes, until the first delivery is answered: secret read, signature checked, event on the queue of the local AWS endpoint. It holds what an import puts off.
- **Handler CPU**: the exported handler, log lines included, with the two clients' \`send\` answering at once; against parsing the body and one HMAC over it, nothing else. Blocks that take turns in one process; medians.
- **AWS calls**: counted at the local AWS endpoint, with the secret already read.
- **Table**: \`ReturnConsumedCapacity\` of every call on the local DynamoDB, whose units follow AWS's published rules.
- **Local stack**: signed deliveries over HTTP through the synthesized template, all its functions and engines sharing this machine with the sender.`;
