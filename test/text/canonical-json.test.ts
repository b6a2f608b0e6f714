import { expect, test } from 'vitest';
import { canonicalJson } from '../../functions/text/canonical-json.ts';
import { parseJson } from '../../functions/text/json.ts';

const canonical = (text: string) => canonicalJson(parseJson(Buffer.from(text)));

test('the order of keys does not matter, the order of a list does', () => {
  expect(canonical('{"b":[{"d":1,"c":null}],"a":"x"}')).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
  expect(canonical('[1,2]')).not.toBe(canonical('[2,1]'));
});

test('a __proto__ key counts like any other', () => {
  expect(canonical('{"b":1,"__proto__":{"a":1}}')).toBe('{"__proto__":{"a":1},"b":1}');
});
