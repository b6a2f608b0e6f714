import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '..');

/**
 * Bundles one entry point into `index.mjs` (its handler is `index.handler`), what it imports lazily into chunks
 * beside it. The source map lies beside it too and is loaded by nobody at run time: it is for reading a trace.
 * Throws esbuild's error when the entry point does not exist or does not compile.
 */
export function bundle(entry: string, outputFolder: string): void {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: { index: entry },
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
    logLevel: 'error',
  });
  mkdirSync(outputFolder, { recursive: true });
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
