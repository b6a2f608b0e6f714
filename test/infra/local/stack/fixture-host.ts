// `node fixture-host.ts <template> <data folder>`: the fixture stack, until it is asked to end or killed.
import { startLocalStack } from '../../../../infra/local/local-stack.ts';
import { runUntilStopped } from '../../../../infra/local/run-until-stopped.ts';

const [template = '', dataFolder = ''] = process.argv.slice(2);

await runUntilStopped(async () => {
  const stack = await startLocalStack({ template, dataFolder, port: 0, secrets: { token: 'secret-1' } });
  const { url, awsEndpoint, credentials, outputs } = stack;
  console.log(JSON.stringify({ url, awsEndpoint: { url: awsEndpoint.url }, credentials, outputs }));
  process.stdin.on('data', () => void stack.idle().then(() => console.log('idle')));
  return stack;
});
