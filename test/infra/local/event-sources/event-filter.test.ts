import { expect, test } from 'vitest';
import { createEventFilter } from '../../../../infra/local/event-sources/event-filter.ts';

const event = { kind: 'note', size: 7, tags: ['x', 'y'], body: { name: 'Anna', none: null } };

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
test.each([
  [[], true],
  [[{ kind: ['note', 'call'] }], true],
  [[{ kind: ['call'] }], false],
  [[{ kind: ['call'] }, { size: [7] }], true],
  [[{ kind: ['note'], size: [8] }], false],
  [[{ body: { name: [{ prefix: 'An' }] } }], true],
  [[{ body: { name: [{ suffix: 'x' }] } }], false],
  [[{ body: { name: [{ 'equals-ignore-case': 'ANNA' }] } }], true],
  [[{ body: { none: [null] } }], true],
  [[{ body: { missing: [null] } }], false],
  [[{ body: { missing: [{ exists: false }] } }], true],
  [[{ body: { name: [{ exists: true }] } }], true],
  [[{ kind: [{ 'anything-but': ['note'] }] }], false],
  [[{ kind: [{ 'anything-but': 'call' }] }], true],
  [[{ size: [{ numeric: ['>', 5, '<=', 7] }] }], true],
  [[{ size: [{ numeric: ['<', 7] }] }], false],
  [[{ tags: ['y'] }], true],
  [[{ body: { name: { deep: ['a'] } } }], false],
])('%j lets it pass: %s', (patterns, passes) => {
  const filter = createEventFilter(patterns.map((pattern) => JSON.stringify(pattern)));
  expect(filter(event)).toBe(passes);
});

test('an operator that is not known is refused, not ignored', () => {
  const pattern = JSON.stringify({ kind: [{ wildcard: 'n*' }] });
  expect(() => createEventFilter([pattern])).toThrow('{"wildcard":"n*"}');
});
