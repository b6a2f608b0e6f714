import { readFileSync } from 'node:fs';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerProblems, PROBLEM_TYPE, problems } from '../../functions/api/problems.ts';
import { problemView } from '../../functions/api/views/problem.ts';
import { ConfigurationError, ConflictError, DeliveryError } from '../../functions/errors.ts';
import { writtenBy } from '../telemetry/written-lines.ts';

const event = { headers: {}, requestContext: { requestId: 'request-1' } } as APIGatewayProxyEventV2;
const context = {} as Context;

async function answerTo(error: Error) {
  const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(answerProblems())
    .handler(() => Promise.reject(error));
  let answer: APIGatewayProxyStructuredResultV2 = {};
  const lines = await writtenBy(async () => {
    answer = (await handler(event, context)) ?? {};
  });
  return { answer, problem: problemView.parse(JSON.parse(answer.body ?? '')), lines };
}

const throttled = Object.assign(new Error('Rate exceeded for table journey'), {
  name: 'ProvisionedThroughputExceededException',
  $metadata: { requestId: 'aws-1' },
});

afterEach(() => vi.unstubAllEnvs());

describe('an error', () => {
  it.each([
    ['conflict', new ConflictError('Merged meanwhile'), 409, 'Merged meanwhile'],
    ['unavailable', throttled, 503, undefined],
    ['unavailable', new DeliveryError('DynamoDB left keys unread', { retryable: true }), 503, undefined],
    ['unavailable', Object.assign(new Error('x'), { $metadata: { httpStatusCode: 500 } }), 503, undefined],
    ['unavailable', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, undefined],
    ['internal', Object.assign(new Error('x'), { $metadata: { httpStatusCode: 400 } }), 500, undefined],
    ['internal', Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG_TYPE' }), 500, undefined],
    ['internal', new DeliveryError('Refused', { retryable: false }), 500, undefined],
    ['internal', new TypeError('cannot read "my pin is 1234"'), 500, undefined],
    ['internal', new ConfigurationError('JOURNEY_TABLE (invalid_type)'), 500, undefined],
  ])('is answered as %s: %s', async (name, error, status, detail) => {
    const { answer, problem } = await answerTo(error);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers?.['content-type']).toBe('application/problem+json');
    expect(problem).toMatchObject({ type: `${PROBLEM_TYPE}${name}`, status, requestId: 'request-1' });
    expect(problem.detail).toBe(detail);
    expect(answer.headers?.['retry-after']).toBe(status === 503 ? '1' : undefined);
  });

  it('of ours is counted and logged with the request, without what it may quote', async () => {
    const { lines } = await answerTo(new TypeError('cannot read "my pin is 1234"'));
    expect(lines).toContainEqual(expect.objectContaining({ ApiFailure: 1 }));
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', requestId: 'request-1', error: 'TypeError' }),
    );
    expect(JSON.stringify(lines)).not.toContain('1234');
    const configuration = await answerTo(new ConfigurationError('JOURNEY_TABLE (invalid_type)'));
    expect(configuration.lines).toContainEqual(expect.objectContaining({ ConfigurationFailure: 1 }));
  });

  it('of the caller is neither', async () => {
    expect((await answerTo(new ConflictError('Merged meanwhile'))).lines).toEqual([]);
  });
});

describe('docs/api.md', () => {
  it('says of every problem what to do', () => {
    const text = readFileSync('docs/api.md', 'utf8');
    for (const [name, { status }] of Object.entries(problems))
      expect(text).toMatch(new RegExp(`\\| \`${PROBLEM_TYPE}${name}\` \\| ${status} \\| .{5,}`));
  });
});

describe('the exported handler', () => {
  it('is the wrapped one: it answers even when it is not set up', async () => {
    vi.stubEnv('JOURNEY_TABLE', undefined);
    vi.resetModules();
    const { handler } = await import('../../functions/api/api.lambda.ts');
    expect(handler.use).toBeTypeOf('function');
    const request = { ...event, requestContext: { ...event.requestContext, http: { method: 'GET' } } };
    const lines = await writtenBy(async () => {
      expect(await handler(request as APIGatewayProxyEventV2, context)).toMatchObject({ statusCode: 500 });
    });
    expect(lines).toContainEqual(expect.objectContaining({ ConfigurationFailure: 1 }));
    expect(JSON.stringify(lines)).toContain('JOURNEY_TABLE');
  });
});
