import { expect, test } from 'vitest';
import { parseClockOffset } from '../../../../infra/local/clock-offset.ts';

test.each([
  ['90s', 90_000],
  ['+5m', 300_000],
  ['-2h', -7_200_000],
  ['7d', 604_800_000],
  ['1y', 31_536_000_000],
])('%s is %i ms', (text, ms) => {
  expect(parseClockOffset(text)).toBe(ms);
});

test.each(['', '5', '1w', 'tomorrow', '1.5h'])('"%s" is no offset', (text) => {
  expect(() => parseClockOffset(text)).toThrow(/--clock takes an offset like 90m/);
});
