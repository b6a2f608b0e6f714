import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../../../infra/local/engines/clock.ts';
import { startApiServers } from '../../../../infra/local/http/api-servers.ts';
import { createHttpFront } from '../../../../infra/local/http/http-front.ts';
import type { InvocationResult } from '../../../../infra/local/lambda/invocation-result.ts';
import type { HttpApi } from '../../../../infra/local/template/http-apis.ts';

type Invoke = (event: APIGatewayProxyEventV2) => Promise<InvocationResult> | InvocationResult;

const echo: Invoke = (event) => ({
  kind: 'success',
  payload: JSON.stringify({ statusCode: 200, body: JSON.stringify(event) }),
});

async function startFront(invoke: Invoke, changes: Partial<HttpApi> = {}) {
  const servers = await startApiServers(['Api'], 0);
  onTestFinished(servers.stop);
  const api: HttpApi = {
    logicalId: 'Api',
    id: 'abc123',
    url: servers.url('Api'),
    stage: '$default',
    stageVariables: undefined,
    routes: [{ routeKey: 'ANY /in/{proxy+}', functionArn: 'arn:fn', timeoutMs: 200 }],
    ...changes,
  };
  const clock = createClock(86_400_000);
  const front = createHttpFront({
    api,
    accountId: '000000000000',
    clock,
    invoke: async (_arn, payload) => invoke(JSON.parse(payload)),
  });
  servers.serve('Api', front);
  return { url: api.url, clock };
}

/** Sends exactly these header lines, as fetch would not. */
async function send(url: string, method: string, headers: string[], body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      text(response).then(resolve, reject);
    });
    request.on('error', reject).end(body);
  });
}

describe('the event of a request, payload format 2.0', () => {
  test('carries path, query, headers and cookies as API Gateway does', async () => {
    const { url, clock } = await startFront(echo);
    const host = new URL(url).host;
    const lines = [
      'Host',
      host,
      'X-Sig',
      'a',
      'x-sig',
      'b, c',
      'Cookie',
      'a=1; b=2',
      'User-Agent',
      'tester/1',
    ];
    const answer = await send(`${url}/in/a%20b/%C3%BC?x=1&y=%2B%20a&x=2&empty=`, 'GET', lines);
    const event: APIGatewayProxyEventV2 = JSON.parse(answer);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /in/{proxy+}',
      rawPath: '/in/a b/ü',
      rawQueryString: 'x=1&y=%2B%20a&x=2&empty=',
      queryStringParameters: { x: '1,2', y: '+ a', empty: '' },
      pathParameters: { proxy: 'a b/ü' },
      cookies: ['a=1', 'b=2'],
      isBase64Encoded: false,
    });
    expect(event.headers).toMatchObject({ host, 'x-sig': 'a,b, c', 'x-forwarded-for': '127.0.0.1' });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event).not.toHaveProperty('body');
    expect(event.requestContext).toMatchObject({
      accountId: '000000000000',
      apiId: 'abc123',
      domainName: '127.0.0.1',
      http: {
        method: 'GET',
        path: '/in/a b/ü',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'tester/1',
      },
      routeKey: 'ANY /in/{proxy+}',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    });
    expect(Math.abs(event.requestContext.timeEpoch - clock.now())).toBeLessThan(5_000);
  });

  test.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/xml', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/x-www-form-urlencoded', true],
    ['multipart/form-data; boundary=x', true],
    ['application/problem+json', true],
    ['application/jsonlines', true],
    ['', true],
  ])('a body of type "%s" comes as base64: %s', async (type, isBase64Encoded) => {
    const { url } = await startFront(echo);
    const body = 'a=ü&b';
    const length = String(Buffer.byteLength(body));
    const lines = ['Host', 'h', 'Content-Length', length, ...(type === '' ? [] : ['Content-Type', type])];
    const event = JSON.parse(await send(`${url}/in/x`, 'POST', lines, body));
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(event.body).toBe(isBase64Encoded ? Buffer.from(body).toString('base64') : body);
  });

  test('comes through a named stage with its segment, and only there', async () => {
    const { url } = await startFront(echo, { stage: 'live', stageVariables: { color: 'blue' } });
    const event = await (await fetch(`${url}/live/in/x`)).json();
    expect(event).toMatchObject({
      rawPath: '/live/in/x',
      pathParameters: { proxy: 'x' },
      stageVariables: { color: 'blue' },
    });
    expect((await fetch(`${url}/in/x`)).status).toBe(404);
    expect((await fetch(`${url}/lively/in/x`)).status).toBe(404);
  });
});

describe('what the gateway itself answers', () => {
  const failing: Invoke = () => ({ kind: 'error', payload: '{}', errorType: 'TypeError' });
  const tooLarge: Invoke = () => ({ kind: 'error', payload: '{}', errorType: 'RequestTooLargeException' });
  const throttled: Invoke = () => ({ kind: 'throttled' });
  const headerBreaking: Invoke = () => ({
    kind: 'success',
    payload: JSON.stringify({ statusCode: 200, headers: { x: 'a\r\nb' } }),
  });
  const slow: Invoke = async (event) => {
    await sleep(1_000);
    return echo(event);
  };

  test.each([
    ['no route', echo, '/out', 404, 'Not Found'],
    ['a function that fails', failing, '/in/x', 500, 'Internal Server Error'],
    ['a header that cannot be sent', headerBreaking, '/in/x', 500, 'Internal Server Error'],
    ['an event beyond Lambda’s limit', tooLarge, '/in/x', 413, 'Request Entity Too Large'],
    ['a throttled function', throttled, '/in/x', 503, 'Service Unavailable'],
    ['a function that takes too long', slow, '/in/x', 503, 'Service Unavailable'],
  ])('%s', async (_name, invoke, path, status, message) => {
    const { url } = await startFront(invoke);
    const answer = await fetch(url + path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ message });
  });

  test('a body over 10 MB is refused before any function runs', async () => {
    let calls = 0;
    const { url } = await startFront((event) => {
      calls += 1;
      return echo(event);
    });
    const body = 'x'.repeat(10 * 1024 * 1024 + 1);
    const answer = await fetch(`${url}/in/x`, { method: 'POST', body });
    expect(answer.status).toBe(413);
    expect(calls).toBe(0);
    expect((await fetch(`${url}/in/x`, { method: 'POST', body: body.slice(1) })).status).toBe(200);
  });

  test('a port that is taken is said so', async () => {
    const { url } = await startFront(echo);
    const { port } = new URL(url);
    await expect(startApiServers(['Other'], Number(port))).rejects.toThrow(
      `Port ${port} is in use: end what runs there, or set PORT to another.`,
    );
  });
});
