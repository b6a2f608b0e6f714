import { describe, expect, test } from 'vitest';
import { functionResponse } from '../../../../infra/local/http/function-response.ts';

const responseTo = (result: unknown) => {
  const { status, headers, body } = functionResponse(JSON.stringify(result));
  return { status, headers, body: body.toString('utf8') };
};
const json = { 'content-type': 'application/json' };
const plain = { 'content-type': 'text/plain;charset=UTF-8' };

describe('what a client gets for the result of a function, payload format 2.0', () => {
  test('a status code makes an answer', () => {
    expect(responseTo({ statusCode: 204 })).toEqual({ status: 204, headers: plain, body: '' });
    expect(
      responseTo({ statusCode: '201', headers: { 'Content-Type': 'text/xml', 'X-N': 1 }, body: '<a/>' }),
    ).toEqual({ status: 201, headers: { 'content-type': 'text/xml', 'x-n': '1' }, body: '<a/>' });
  });

  test('cookies become headers, base64 becomes bytes', () => {
    const cookies = ['a=1', 'b=2; Path=/'];
    expect(
      responseTo({
        statusCode: 200,
        cookies,
        body: Buffer.from('ü').toString('base64'),
        isBase64Encoded: true,
      }),
    ).toEqual({ status: 200, headers: { ...plain, 'set-cookie': cookies }, body: 'ü' });
  });

  test('anything without a status code is the body of a 200', () => {
    expect(responseTo({ body: 'a' })).toEqual({ status: 200, headers: json, body: '{"body":"a"}' });
    expect(responseTo('text')).toEqual({ status: 200, headers: json, body: 'text' });
    expect(responseTo([1])).toEqual({ status: 200, headers: json, body: '[1]' });
    expect(responseTo(null)).toEqual({ status: 200, headers: json, body: 'null' });
  });

  test.each([
    [{ statusCode: 'many' }],
    [{ statusCode: 99 }],
    [{ statusCode: 200, body: { not: 'text' } }],
    [{ statusCode: 200, headers: { list: ['a'] } }],
  ])('%j is a malformed answer', (result) => {
    expect(responseTo(result)).toEqual({
      status: 500,
      headers: json,
      body: '{"message":"Internal Server Error"}',
    });
  });

  test('headers of the connection are not the function’s', () => {
    const headers = { 'Content-Length': '5', Connection: 'close', 'Transfer-Encoding': 'chunked' };
    expect(responseTo({ statusCode: 200, headers, body: 'ab' })).toEqual({
      status: 200,
      headers: plain,
      body: 'ab',
    });
  });
});
