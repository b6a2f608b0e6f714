import { createToken, findJourneyTable, tableClient } from './api-token.ts';
import { awsTrouble, readArguments } from './command-line.ts';
import { DATA_FOLDER, readRunning } from './local/running.ts';

const usage = `npm run token -- <brand> <name> [--local] [--stack <name>] [--table <table>]

Makes a token for the API of a deployed stack, or with --local of the one that "npm start" runs, and prints it, this
once. It opens one brand; the name says who uses it. To withdraw a token, delete its item (TOKEN#… with that name) from the journey table: it closes in a minute.`;

const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: {
    stack: { type: 'string', default: 'Throughline' },
    table: { type: 'string' },
    local: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [brand, name] = positionals;

if (brand === undefined || name === undefined || values.help) {
  console.log(usage);
  process.exit(values.help ? 0 : 1);
}

try {
  const client = tableClient(values.local ? readRunning(DATA_FOLDER) : undefined);
  const tableName = values.table ?? (await findJourneyTable(client, values.stack));
  console.log(await createToken({ client, tableName, brand, name }));
} catch (error) {
  console.error(awsTrouble(error));
  process.exitCode = 1;
}
