import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What the stack may know of the functions: manifests, environment shapes, the table's shape, ids and metric names. */
const shapes = [
  'channels/catalog.ts',
  'channels/channel-provider.ts',
  'interaction/identity.ts',
  'store/table-schema.ts',
  'telemetry/metrics.ts',
];
/** Tools that run on a developer's machine and use the functions' code; no stack is made of them. */
const tools = ['infra/secret-settings.ts', 'infra/api-token.ts'];
const FROM_FUNCTIONS = /from '\.\.\/functions\/([^']+)'/g;

const files = globSync('infra/*.ts').filter((file) => !tools.includes(file));

describe('the stack', () => {
  it('knows of the functions only manifests, environments and other shapes', () => {
    const imports = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(FROM_FUNCTIONS)].map(([, path = '']) => ({ file, path })),
    );
    expect(imports.length).toBeGreaterThan(10);
    expect(
      imports.filter(({ path }) => !shapes.includes(path) && !/^\w+\/environment\.ts$/.test(path)),
    ).toEqual([]);
  });
});
