import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PayloadError } from '../../functions/errors.ts';
import { parseJson } from '../../functions/text/json.ts';

const read = (text: string) => parseJson(Buffer.from(text));
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test('whatever JSON.stringify writes is read back', () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: 'medium' }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/\d{16}/.test(text));
      expect(JSON.stringify(read(text))).toBe(text);
    }),
  );
});

test('any integer keeps its digits and any string is read well-formed', () => {
  const strings = fc
    .array(fc.integer({ min: 0xd700, max: 0xe010 }))
    .map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(fc.bigInt(), strings, (integer, text) => {
      expect(String(read(`[${integer}]`))).toBe(String(integer));
      expect(read(JSON.stringify(text))).toBe(text.toWellFormed());
    }),
  );
});

test('integers beyond 2^53 keep every digit, as strings; all other numbers stay numbers', () => {
  expect(read('{"a":4977069964384421269,"b":[-9007199254740993],"c":9007199254740991}')).toEqual({
    a: '4977069964384421269',
    b: ['-9007199254740993'],
    c: 9007199254740991,
  });
  expect(read('{"a":1234567890123456.5,"b":"12345678901234567890","c":1e300,"d":2.5}')).toEqual({
    a: 1234567890123456.5,
    b: '12345678901234567890',
    c: 1e300,
    d: 2.5,
  });
});

test.each(['', ' ', '{', '{"a":1}x', '\u{FEFF}{}', "{'a':1}", 'NaN', '[1,]', 'object=page'])(
  'what is not JSON is refused: %j',
  (text) => {
    expect(() => read(text)).toThrow(PayloadError);
  },
);

test('bytes that are not UTF-8 are refused, also overlong forms and encoded surrogates', () => {
  for (const bytes of [[0x80], [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe3, 0x81]])
    expect(() => parseJson(Buffer.from([0x22, ...bytes, 0x22]))).toThrow(PayloadError);
  expect(() => parseJson(Buffer.from('{"a":1}', 'utf16le'))).toThrow(PayloadError);
});

test('nesting is read to 64 levels and refused beyond, brackets in strings not counted', () => {
  expect(read(nested(64))).toBeDefined();
  expect(() => read(nested(65))).toThrow('deeper than 64');
  expect(() => read('{"a":'.repeat(200_000))).toThrow('deeper than 64');
  expect(read(JSON.stringify('["\\'.repeat(200)))).toBe('["\\'.repeat(200));
});

test('a __proto__ key stays an ordinary key', () => {
  const value = read('{"__proto__":{"polluted":true},"n":12345678901234567890}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(value as object)).toContain('__proto__');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('half surrogate pairs become the replacement character, whole pairs stay', () => {
  expect(read(String.raw`"a\ud83db"`)).toBe('a\u{FFFD}b');
  expect(read(String.raw`"a\uDE00"`)).toBe('a\u{FFFD}');
  expect(read(String.raw`["\ud83d\ude00","\ud83d\ud83d\ude00"]`)).toEqual(['😀', '\u{FFFD}😀']);
  expect(read(String.raw`"\\ud83d\ude00"`)).toBe('\\ud83d\u{FFFD}');
  expect(read(String.raw`"\u0000\ud83d\ude00"`)).toBe('\0😀');
});

test('an error never quotes the body', () => {
  expect(() => read('{"text": my secret }')).toThrow(/^the body is not JSON in UTF-8$/);
});

test('four mebibytes of hostile nesting or digits are read in linear time', () => {
  const started = performance.now();
  expect(read(`[${'12345678901234567890,'.repeat(190_000)}1]`)).toHaveLength(190_001);
  expect(read(JSON.stringify('\\'.repeat(2_000_000)))).toHaveLength(2_000_000);
  expect(performance.now() - started).toBeLessThan(5_000);
});
