import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { MAX_BODY_BYTES, noBody, readBody } from '../../functions/api/request-body.ts';
import { BodyTooLargeError, InvalidRequestError } from '../../functions/errors.ts';

const parts = z.discriminatedUnion('type', [
  z.object({ type: z.literal('word'), text: z.string(), where: z.object({ page: z.number() }).optional() }),
  z.object({ type: z.literal('sum'), terms: z.array(z.number()).default([]) }),
]);
const schema = z.union([z.strictObject({ parts: z.array(parts).max(2) }), parts]);

function read(body: unknown, contentType: string | undefined = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readBody(schema, { contentType, bytes: Buffer.from(text) });
}

function refusal(run: () => unknown): { message: string; pointer: string | undefined } {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidRequestError) return { message: error.message, pointer: error.pointer };
    throw error;
  }
  throw new Error('It was not refused');
}

describe('a body', () => {
  it('is read by the schema, defaults included', () => {
    expect(read({ parts: [{ type: 'word', text: 'a' }, { type: 'sum' }] })).toEqual({
      parts: [
        { type: 'word', text: 'a' },
        { type: 'sum', terms: [] },
      ],
    });
    expect(read({ type: 'sum', terms: [1] }, 'application/json; charset=utf-8')).toMatchObject({
      terms: [1],
    });
  });

  it.each([
    [{ parts: [{ type: 'word', text: 1 }] }, '/parts/0/text'],
    [{ parts: [{ type: 'sum' }, { type: 'line' }] }, '/parts/1/type'],
    [{ parts: [{ type: 'sum' }, { type: 'sum' }, { type: 'sum' }] }, '/parts'],
    [{ parts: [{ type: 'sum', terms: [1, '2'] }] }, '/parts/0/terms/1'],
    [{ type: 'word', text: 1 }, '/text'],
    [{ type: 'word' }, '/text'],
    [{ type: 'word', text: 'a', 'a/b~c': 1 }, '/a~1b~0c'],
    [{ type: 'word', text: 'a', where: { page: 1, line: 2 } }, '/where/line'],
    [{ parts: [{ type: 'word', text: 'a', where: { page: 1, line: 2 } }] }, '/parts/0/where/line'],
    ['{"type":"sum","__proto__":{"terms":[1]}}', '/__proto__'],
    [[], undefined],
    ['null', undefined],
  ])('%j is refused with a pointer to what is wrong', (body, pointer) => {
    expect(refusal(() => read(body)).pointer).toBe(pointer);
  });

  it.each([
    ['a form', 'a=1', 'application/x-www-form-urlencoded', /application\/json/],
    ['no type', '{}', undefined, /application\/json/],
    ['a type that only begins alike', '{}', 'application/jsonp', /application\/json/],
    ['no JSON', '{"type":', 'application/json', /not JSON/],
    ['very deep JSON', '['.repeat(100_000), 'application/json', /deeper/],
  ])('that is %s is refused in words', (_what, body, contentType, message) => {
    const request = { contentType, bytes: Buffer.from(body) };
    expect(refusal(() => readBody(schema, request)).message).toMatch(message);
  });

  it.each([
    [{ type: 'word' }, 'text is missing: it must be text'],
    [{ type: 'sum', terms: [1, '2'] }, 'terms[1] must be a number'],
    [{ parts: [{ type: 'sum' }, { type: 'line' }] }, 'parts[1].type must be one of: word, sum'],
    [{ parts: Array(3).fill({ type: 'sum' }) }, 'parts must have at most 2 entries'],
    [[], 'The body must be an object'],
    [{}, 'The body needs parts or type'],
    [{ type: 'sum', term: [] }, 'term is no field that this route knows'],
  ])('%j is refused in words', (body, message) => {
    expect(refusal(() => read(body)).message).toBe(message);
  });

  it('of more than 256 KB is refused before it is read', () => {
    const fits = Buffer.from(JSON.stringify({ type: 'word', text: 'x'.repeat(MAX_BODY_BYTES - 30) }));
    expect(readBody(schema, { contentType: 'application/json', bytes: fits })).toMatchObject({
      type: 'word',
    });
    const over = Buffer.alloc(MAX_BODY_BYTES + 1, 'x');
    expect(() => readBody(schema, { contentType: 'text/plain', bytes: over })).toThrow(BodyTooLargeError);
  });

  it('where none belongs is refused, and none where one belongs', () => {
    const nothing = { contentType: undefined, bytes: Buffer.alloc(0) };
    expect(readBody(noBody, nothing)).toBeUndefined();
    expect(
      refusal(() => readBody(noBody, { contentType: 'application/json', bytes: Buffer.from('{"a":1}') })),
    ).toEqual({
      message: 'This route takes no body',
      pointer: undefined,
    });
    expect(refusal(() => readBody(schema, nothing)).message).toMatch(/needs a body/);
    const empty = { contentType: 'application/json', bytes: Buffer.from('{}') };
    expect(readBody(noBody, empty)).toBeUndefined();
  });

  it('that needs nothing may be missing', () => {
    const optional = z.object({ also: z.array(z.string()).default([]) });
    expect(readBody(optional, { contentType: undefined, bytes: Buffer.alloc(0) })).toEqual({ also: [] });
  });
});
