import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { catalog } from '../../functions/channels/catalog.ts';
import { pascalCase } from '../../infra/provider-name.ts';
import { throughlineTemplate } from './throughline-template.ts';

/** What the names of functions begin with. */
export const functionNames = [
  ...catalog.map(({ id }) => pascalCase(id)),
  'Api',
  'Router',
  'Timer',
  'Changes',
];

const lambda = z.object({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.object({ Code: z.object({ S3Key: z.string() }) }),
});
const template = z.object({ Resources: z.record(z.string(), z.unknown()) });

/** The deployment as it is synthesized, and the folder of each function's bundle in it. */
export async function bundleFolders() {
  const folder = await throughlineTemplate();
  const written = readFileSync(join(folder, 'Throughline.template.json'), 'utf8');
  const bundles = new Map<string, string>();
  for (const [id, resource] of Object.entries(template.parse(JSON.parse(written)).Resources)) {
    const { data } = lambda.safeParse(resource);
    if (data === undefined) continue;
    const name = functionNames.find((each) => id.startsWith(each)) ?? id;
    bundles.set(name, join(folder, `asset.${data.Properties.Code.S3Key.replace('.zip', '')}`));
  }
  return { folder, written, bundles };
}
