import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { type TemplateFile, templateFile } from './template-file.ts';

const manifestFile = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({ templateFile: z.string().optional(), file: z.string().optional() })
        .loose()
        .optional(),
      additionalMetadataFile: z.string().optional(),
      metadata: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

const assetsFile = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional(), packaging: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

const metadataFile = z.record(
  z.string(),
  z.array(z.object({ type: z.string(), data: z.unknown().optional() }).loose()),
);

type Manifest = z.infer<typeof manifestFile>;

/** What `cdk synth` wrote: one stack, its template, its assets, and which construct became which resource. */
export type CloudAssembly = {
  stackName: string;
  template: TemplateFile;
  /** Object key of an asset → folder or file. */
  assets: ReadonlyMap<string, string>;
  /** Construct path without the stack and without `/Resource` → logical id. */
  paths: ReadonlyMap<string, string>;
};

/** Reads a `cdk.out` folder. Throws when there is no manifest or not exactly one stack in it. */
export function readCloudAssembly(folder: string): CloudAssembly {
  const manifestPath = join(folder, 'manifest.json');
  if (!existsSync(manifestPath))
    throw new Error(`${folder} has no manifest.json: synthesize the app there first (npm run synth).`);
  const { artifacts } = readJson(manifestPath, manifestFile);
  const { name, artifact } = onlyStack(artifacts, folder);
  const templatePath = join(folder, artifact.properties?.templateFile ?? '');
  return {
    stackName: name,
    template: readJson(templatePath, templateFile),
    assets: readAssets(artifacts, folder),
    paths: readPaths(artifact, name, folder),
  };
}

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function onlyStack(artifacts: Manifest['artifacts'], folder: string) {
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [first, ...others] = stacks;
  if (first === undefined || others.length > 0) {
    const names = stacks.map(([name]) => name).join(', ') || 'none';
    throw new Error(`The local deployment takes one stack; ${folder} has: ${names}.`);
  }
  return { name: first[0], artifact: first[1] };
}

function readAssets(artifacts: Manifest['artifacts'], folder: string): Map<string, string> {
  const assets = new Map<string, string>();
  for (const { type, properties } of Object.values(artifacts)) {
    if (type !== 'cdk:asset-manifest' || properties?.file === undefined) continue;
    const { files } = readJson(join(folder, properties.file), assetsFile);
    for (const { source, destinations } of Object.values(files)) {
      for (const { objectKey } of Object.values(destinations))
        assets.set(objectKey, resolve(folder, source.path ?? ''));
    }
  }
  return assets;
}

function readPaths(artifact: Manifest['artifacts'][string], stackName: string, folder: string) {
  const metadata =
    artifact.additionalMetadataFile === undefined
      ? metadataFile.parse(artifact.metadata ?? {})
      : readJson(join(folder, artifact.additionalMetadataFile), metadataFile);
  const paths = new Map<string, string>();
  for (const [path, entries] of Object.entries(metadata)) {
    for (const { type, data } of entries) {
      if (type !== 'aws:cdk:logicalId' || typeof data !== 'string') continue;
      paths.set(path.replace(`/${stackName}/`, '').replace(/\/Resource$/, ''), data);
    }
  }
  return paths;
}
