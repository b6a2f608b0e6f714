import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { readArguments } from '../command-line.ts';
import { parseClockOffset } from './clock-offset.ts';
import { lockFolder } from './engines/folder-lock.ts';
import { readPort } from './http/port.ts';
import { type LocalStack, startLocalStack } from './local-stack.ts';
import { runUntilStopped, type Stoppable } from './run-until-stopped.ts';
import { forgetRunning, noteRunning } from './running.ts';
import { seed } from './seed.ts';
import { synthesize } from './synthesize.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const INPUTS = ['infra/*', 'functions/**/*', 'cdk.json', 'package-lock.json'];
const usage = `npm start -- [--fresh] [--clock <offset>] [--data <folder>]

Runs the stack on this machine until Ctrl-C, on PORT (4080). --fresh forgets all data, --clock moves the time (90m,
+2h, -7d, 1y), --data keeps the data in another folder than .throughline/.`;
const secretsFile = z.record(z.string(), z.unknown());

/** `npm start`: this project's stack on this machine, until Ctrl-C. */
await runUntilStopped(start);

async function start(): Promise<Stoppable> {
  const { fresh, clock, data } = readOptions();
  const port = await readPort(process.env.PORT);
  const template = join(data, 'template');
  if (fresh) removeData(data, template);
  const began = performance.now();
  // SES's rule exists only with a rule set to join; here it says where mail goes.
  const context = { sesRuleSet: 'local' };
  if (await synthesize({ root: ROOT, app: 'infra/app.ts', output: template, inputs: INPUTS, context }))
    console.log(`Synthesized the CDK app in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  const stack = await startLocalStack({
    template,
    dataFolder: data,
    port,
    secrets: secretsFile.parse(JSON.parse(readFileSync(join(ROOT, 'infra/local/secrets.json'), 'utf8'))),
    ...(clock !== undefined && { clockOffsetMs: parseClockOffset(clock) }),
  });
  await seed(stack);
  noteRunning(data, stack);
  printAddresses(stack, data);
  return {
    async stop() {
      forgetRunning(data);
      await stack.stop();
    },
  };
}

function readOptions() {
  const { values } = readArguments(usage, {
    options: {
      fresh: { type: 'boolean', default: false },
      clock: { type: 'string' },
      data: { type: 'string', default: join(ROOT, '.throughline') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit();
  }
  return { ...values, data: resolve(values.data) };
}

/** Everything but the template. Throws when a stack runs on it. */
function removeData(folder: string, template: string): void {
  const engines = join(folder, 'engines');
  if (existsSync(engines)) lockFolder(engines)();
  mkdirSync(folder, { recursive: true });
  for (const name of globSync('*', { cwd: folder })) {
    const path = join(folder, name);
    if (path !== template) rmSync(path, { recursive: true });
  }
}

function printAddresses({ url, model }: LocalStack, data: string): void {
  const paths = model.httpApis.flatMap(({ routes }) =>
    routes.map(({ routeKey }) => routeKey.split(' ')[1] ?? ''),
  );
  const webhooks = paths.filter((path) => path.startsWith('/webhooks/')).toSorted();
  for (const path of webhooks) console.log(`Webhook  ${url}${path}`);
  console.log(`API      ${url}/v1 (Authorization: Bearer local-development)`);
  console.log(`Logs     ${join(data, 'logs')}`);
  console.log(`Throughline is ready on ${url}`);
}
