import { expect, test } from 'vitest';
import { displayName } from '../../functions/text/display-name.ts';

test.each([
  ['Ana Example', 'Ana Example'],
  ['  Ana\u0000\u0007\n ', 'Ana'],
  ['\u202eelpmaxE anA\u202c', 'elpmaxE anA'],
  ['Zoë 👩‍👩‍👧', 'Zoë 👩‍👩‍👧'],
  ['\u0000', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j is shown as %j', (name, shown) => {
  expect(displayName(name)).toBe(shown);
});
