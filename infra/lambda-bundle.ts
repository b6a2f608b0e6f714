import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '..');

/**
 * Clients that functions import when they first need one, and the file each becomes. Kept apart because esbuild puts
 * what two chunks share where both load it: a part of S3 in every cold start, a tenth of it for a webhook.
 */
const LAZY_CLIENTS = { '@aws-sdk/client-s3': './client-s3.mjs' };

function build(entryPoints: Record<string, string>, external: Record<string, string> = {}) {
  return buildSync({
    absWorkingDir: root,
    entryPoints,
    alias: external,
    external: Object.values(external),
    // Nothing is written here: a fixed folder keeps names and maps the same wherever the app is synthesized.
    outdir: join(root, 'bundle'),
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    minify: true,
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    logLevel: 'error',
  });
}

/** The lazy clients that a build imports. */
function lazyClientsOf({ metafile }: ReturnType<typeof build>): [client: string, file: string][] {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return Object.entries(LAZY_CLIENTS).filter(([, file]) => imports.some(({ path }) => path === file));
}

/**
 * Bundles one entry point into `index.mjs` (its handler is `index.handler`), what it imports lazily into files
 * beside it. The source map lies beside it too and is loaded by nobody at run time: it is for reading a trace.
 * Throws esbuild's error when the entry point does not exist or does not compile.
 */
export function bundle(entry: string, outputFolder: string): void {
  const main = build({ index: entry }, LAZY_CLIENTS);
  const clients = lazyClientsOf(main).map(([client, file]) => build({ [basename(file, '.mjs')]: client }));
  mkdirSync(outputFolder, { recursive: true });
  for (const { outputFiles } of [main, ...clients])
    for (const file of outputFiles) writeFileSync(join(outputFolder, basename(file.path)), file.contents);
}

/** The code of a Lambda function, bundled when the app is synthesized; no Docker, no network. */
export function bundledCode(entry: string): Code {
  return Code.fromAsset(join(root, 'functions'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      // CDK takes two bundlings with equal options for the same one; the entry must be among them.
      command: [entry],
      local: {
        tryBundle(outputFolder) {
          bundle(entry, outputFolder);
          return true;
        },
      },
    },
  });
}
