import { describe, expect, it } from 'vitest';
import { holes } from '../../infra/lock.ts';

describe('the lock check', () => {
  const lock = {
    packages: {
      '': { optionalDependencies: { 'engine-linux-x64': '1.0.0', 'engine-darwin-arm64': '1.0.0' } },
      'node_modules/engine-linux-x64': {},
      'node_modules/tool': { optionalDependencies: { 'tool-linux-x64': '2.0.0' } },
      'node_modules/tool/node_modules/tool-linux-x64': {},
    },
  };

  it('names an optional dependency that has no entry anywhere npm would look', () => {
    expect(holes(lock)).toEqual([{ name: 'engine-darwin-arm64', version: '1.0.0' }]);
  });

  it('finds nothing once the entry is there', () => {
    const packages = { ...lock.packages, 'node_modules/engine-darwin-arm64': {} };
    expect(holes({ packages })).toEqual([]);
  });
});
