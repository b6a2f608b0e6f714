import { readFileSync } from 'node:fs';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsTrouble, readArguments } from './command-line.ts';
import { changeSecret } from './provider-secrets.ts';

const usage = `npm run secrets -- <provider id> [file] [--rotate] [--stack <name>]

Writes a provider's settings (JSON, from the file or from standard input) into its secret. What they hold is in
functions/channels/<provider id>/README.md. With --rotate the input holds new signing secrets alone, such as
{"authTokens": ["…"]}: they go in front, the newest of the stored ones stays.`;

const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: {
    rotate: { type: 'boolean', default: false },
    stack: { type: 'string', default: 'Throughline' },
    help: { type: 'boolean', default: false },
  },
});
const [provider, file] = positionals;

if (provider === undefined || values.help) {
  console.log(usage);
  process.exit(values.help ? 0 : 1);
}

try {
  if (file === undefined && process.stdin.isTTY)
    console.error('Reading JSON from standard input; end with Ctrl-D.');
  const name = await changeSecret({
    client: new SecretsManagerClient(),
    stackName: values.stack,
    provider,
    input: readFileSync(file ?? 0, 'utf8'),
    rotate: values.rotate,
  });
  console.log(`${name} is set. Running functions use it within a minute.`);
} catch (error) {
  console.error(awsTrouble(error));
  process.exitCode = 1;
}
