// Runs a tool or a TypeScript file of this project under Node.js 24, as Lambda will: the one at hand when it is 24,
// else the one npm installed for this platform, else a later one at hand.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const packageOfTool = { cdk: 'aws-cdk', tsc: 'typescript', biome: '@biomejs/biome', vitest: 'vitest' };

function suitableNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major === 24 && minor >= 2) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const installed = join(
    modules,
    `node-${platform}-${process.arch}`,
    'bin',
    platform === 'win' ? 'node.exe' : 'node',
  );
  if (existsSync(installed)) return installed;
  if (major > 24) return process.execPath;
  console.error(
    `Throughline needs Node.js 24.2 or later; this is ${process.versions.node}, and npm has no Node.js package ` +
      `for ${process.platform}-${process.arch}. Install Node.js 24 and run the command again.`,
  );
  process.exit(1);
}

function scriptOf(tool) {
  const packageName = packageOfTool[tool];
  if (packageName === undefined) return tool;
  const folder = join(modules, packageName);
  if (!existsSync(folder)) {
    console.error(`${packageName} is not installed: run "npm ci" first.`);
    process.exit(1);
  }
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[tool]);
}

const [tool, ...rest] = process.argv.slice(2);
const node = suitableNode();
const child = spawn(node, ['--disable-warning=ExperimentalWarning', scriptOf(tool), ...rest], {
  stdio: 'inherit',
  env: {
    // What V8 compiled once, it need not compile again: CDK and the local engines start a third sooner.
    NODE_COMPILE_CACHE: join(modules, '.cache', 'node'),
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
  },
});
// The terminal sends Ctrl-C to the child as well; this process only waits for it to finish.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) =>
  process.exit(signal === null ? code : 128 + (constants.signals[signal] ?? 0)),
);
