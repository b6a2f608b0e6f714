import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { webhookLambda } from '../../functions/intake/webhook.lambda.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { messageEvent, RECEIVED_AT } from './example-events.ts';
import { bodyOf, exampleProvider, httpEvent, idOf, SECRET, settings, steps } from './example-provider.ts';
import { EMPTY, FILLED, type LocalAws, startLocalAws } from './local-aws.ts';

const GET_SECRET = 'secretsmanager:GetSecretValue';
const SEND = 'sqs:SendMessageBatch';
const PUT = 's3:PutObject';
const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 10_000 } as Context;

let aws: LocalAws;
let handler: ReturnType<typeof webhookLambda>;
let lines: Record<string, unknown>[];

async function deliver(event: APIGatewayProxyEventV2) {
  let answer: unknown;
  lines = await writtenBy(async () => {
    answer = await handler(event, context);
  });
  return answer;
}

const metrics = () =>
  lines.flatMap(({ _aws, ...fields }) => (_aws === undefined ? [] : [Object.keys(fields).at(-1)]));

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.stop());

beforeEach(async () => {
  await aws.reset();
  aws.setSecret(settings(SECRET));
  process.env.PROVIDER_SECRET_ARN = FILLED;
  handler = webhookLambda(exampleProvider);
  steps.length = 0;
});
afterEach(() => vi.useRealTimers());

describe('a signed delivery', () => {
  it('is on the queue before it is answered, with one read of the secret and one send', async () => {
    const answer = await deliver(httpEvent(bodyOf('one', 'three')));
    expect(answer).toEqual({ statusCode: 200, headers: { 'content-type': 'text/plain' }, body: '2 taken' });
    expect(steps).toEqual(['challenge', 'verify', 'parse', 'normalize', 'acknowledge']);
    expect(aws.calls()).toEqual([GET_SECRET, SEND]);
    expect(await aws.queued()).toEqual([
      messageEvent('one', idOf('one')),
      messageEvent('three', idOf('three', 1)),
    ]);
    expect(metrics()).toEqual(['EventsQueued']);
  });

  it('reads no secret again for the next one', async () => {
    await deliver(httpEvent(bodyOf('a1')));
    await deliver(httpEvent(bodyOf('a1b')));
    expect(aws.calls()).toEqual([GET_SECRET, SEND, SEND]);
    expect(await aws.queued()).toHaveLength(2);
  });

  it('delivered twice is on the queue once', async () => {
    await deliver(httpEvent(bodyOf('twice')));
    await deliver(httpEvent(bodyOf('twice')));
    expect(await aws.queued()).toHaveLength(1);
  });

  it('costs one call per ten events and keeps their order', async () => {
    const texts = Array.from({ length: 25 }, (_, index) => `${'x'.repeat(index + 10)}`);
    await deliver(httpEvent(bodyOf(...texts)));
    expect(aws.calls()).toEqual([GET_SECRET, SEND, SEND, SEND]);
    const queued = await aws.queued();
    expect(queued.map(({ providerInteractionId }) => providerInteractionId)).toEqual(texts.map(idOf));
  });

  it('of sixty notifications is counted as so many, and so many are on the queue', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => 'x'.repeat(index + 100));
    await deliver(httpEvent(bodyOf(...texts)));
    const counted = lines.flatMap(({ EventsQueued }) => (EventsQueued === undefined ? [] : [EventsQueued]));
    expect(counted).toEqual([60]);
    expect(await aws.queued()).toHaveLength(60);
  });

  it('may come base64 encoded', async () => {
    expect(await deliver(httpEvent(bodyOf('encoded é😀'), { base64: true }))).toMatchObject({
      statusCode: 200,
    });
    expect(await aws.queued()).toMatchObject([{ interaction: { text: 'encoded é😀' } }]);
  });

  it('has its cards masked and keeps characters that SQS would replace', async () => {
    await deliver(httpEvent(bodyOf('Card 4111 1111 1111 1111 \uffff\u0000')));
    expect(await aws.queued()).toMatchObject([{ interaction: { text: 'Card [card removed] \uffff\u0000' } }]);
  });

  it('without events is acknowledged without a send', async () => {
    expect(await deliver(httpEvent(bodyOf()))).toMatchObject({ statusCode: 200, body: '0 taken' });
    expect(aws.calls()).toEqual([GET_SECRET]);
    expect(metrics()).toEqual([]);
  });
});

describe('a delivery that nobody signed', () => {
  it.each([
    ['no signature', httpEvent(bodyOf('x'), { secret: '' })],
    ['another secret', httpEvent(bodyOf('x'), { secret: 'another' })],
    ['a body that is not even JSON', httpEvent('{', { secret: '' })],
    ['a signature for another body', { ...httpEvent(bodyOf('x')), body: bodyOf('y') }],
    ['a byte order mark in front', { ...httpEvent(bodyOf('x')), body: `\ufeff${bodyOf('x')}` }],
    ['a wrong handshake', httpEvent('', { secret: '', method: 'GET', query: 'token=wrong&challenge=1' })],
  ])('is refused before parsing and calls nothing but the secret: %s', async (_what, event) => {
    expect(await deliver(event)).toEqual({ statusCode: 401, body: '' });
    expect(aws.calls()).toEqual([GET_SECRET]);
    expect(steps).not.toContain('parse');
    expect(metrics()).toEqual(['SignatureFailure']);
  });

  it('is refused when it is marked base64 and is not', async () => {
    const event = { ...httpEvent(bodyOf('x')), isBase64Encoded: true };
    expect(await deliver(event)).toEqual({ statusCode: 401, body: '' });
    expect(aws.calls()).toEqual([]);
  });

  it('leaves nothing of itself in the logs', async () => {
    await deliver(
      httpEvent(bodyOf('my pin is 1234'), { headers: { 'x-signature': 'deadbeef' }, secret: '' }),
    );
    expect(JSON.stringify(lines)).not.toMatch(/1234|deadbeef|development-secret/);
  });
});

describe('a handshake', () => {
  it('is answered and queues nothing', async () => {
    const event = httpEvent('', { secret: '', method: 'GET', query: 'token=hand-shake&challenge=42' });
    expect(await deliver(event)).toEqual({ statusCode: 200, body: '42' });
    expect(steps).toEqual(['challenge']);
    expect(aws.calls()).toEqual([GET_SECRET]);
  });
});

describe('the size cap', () => {
  const largest = exampleProvider.manifest.maxBodyBytes;

  it('refuses a body over it before the secret is read', async () => {
    expect(await deliver(httpEvent('é'.repeat(largest / 2 + 1)))).toEqual({ statusCode: 413, body: '' });
    expect(await deliver(httpEvent(Buffer.alloc(largest + 1), { base64: true }))).toMatchObject({
      statusCode: 413,
    });
    expect(aws.calls()).toEqual([]);
    expect(metrics()).toEqual(['OversizedBody']);
  });

  it('lets a body of just that size pass', async () => {
    const body = bodyOf('x');
    const padded = `${body}${' '.repeat(largest - body.length)}`;
    expect(await deliver(httpEvent(padded))).toMatchObject({ statusCode: 200 });
  });
});

describe('an authentic delivery that cannot be read', () => {
  it('is kept raw in the quarantine and acknowledged', async () => {
    const body = '{"items":"my pin is 1234"}';
    expect(await deliver(httpEvent(body))).toEqual({ statusCode: 200, body: '' });
    await deliver(httpEvent(body));
    expect(aws.calls()).toEqual([GET_SECRET, PUT, PUT]);
    expect(metrics()).toEqual(['Quarantined']);
    const kept = (await aws.objects('quarantine')).filter(({ text }) => text === body);
    expect(kept).toEqual([
      {
        key: expect.stringMatching(/^chat\/example\/2026-03-04\/[0-9a-f]{64}$/),
        text: body,
        contentType: 'application/octet-stream',
        metadata: {
          type: 'application/json',
          provider: 'chat/example',
          received: new Date(RECEIVED_AT).toISOString(),
          reason: 'PayloadError',
        },
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('1234');
  });

  it('is kept as well when the mistake is ours, which sending it again would not mend', async () => {
    const body = bodyOf('good', 'bug');
    expect(await deliver(httpEvent(body))).toMatchObject({ statusCode: 200 });
    expect(await aws.objects('quarantine')).toContainEqual(
      expect.objectContaining({ text: body, metadata: expect.objectContaining({ reason: 'TypeError' }) }),
    );
    expect(JSON.stringify(lines)).not.toContain('4111');
    expect(await aws.queued()).toEqual([]);
  });

  it('keeps the query of a delivery that has no body, and bytes as they came', async () => {
    await deliver(httpEvent('', { secret: '', method: 'GET', query: 'token=hand-shake&Body=lost%3F' }));
    await deliver(
      httpEvent(Buffer.from([0xff, 0xfe]), { base64: true, headers: { 'content-type': '"<odd>' } }),
    );
    const types = new Map(
      (await aws.objects('quarantine')).map(({ text, metadata }) => [text, metadata.type]),
    );
    expect(types.get('token=hand-shake&Body=lost%3F')).toBe('application/x-www-form-urlencoded');
    expect(types.get('\ufffd\ufffd')).toBe('application/octet-stream');
  });

  it('is kept when its account is unknown, while the known ones go on', async () => {
    const items = [
      { id: 'known', text: 'hello' },
      { id: 'lost', text: 'hello', account: 'nobody' },
    ];
    const body = JSON.stringify({ items });
    expect(await deliver(httpEvent(body))).toMatchObject({ statusCode: 200, body: '2 taken' });
    expect(await aws.queued()).toEqual([messageEvent('hello', 'known')]);
    expect(await aws.objects('quarantine')).toContainEqual(
      expect.objectContaining({
        text: body,
        metadata: expect.objectContaining({ reason: 'unknown-account' }),
      }),
    );
  });

  it('is refused when the quarantine does not take it', async () => {
    aws.interfere(({ action }) =>
      action === 'PutObject'
        ? { kind: 'error', status: 403, code: 'AccessDenied', message: 'no' }
        : undefined,
    );
    expect(await deliver(httpEvent('{'))).toEqual({ statusCode: 500, body: '' });
    expect(metrics()).toEqual(['IntakeFailure']);
  });
});

describe('large content', () => {
  it('lies in the content bucket under its digest, and a preview travels', async () => {
    const text = `4111 1111 1111 1111 ${'long '.repeat(20_000)}`;
    await deliver(httpEvent(bodyOf(text)));
    expect(aws.calls()).toEqual([GET_SECRET, PUT, SEND]);
    const [event] = await aws.queued();
    const [object] = await aws.objects('content');
    const reference = event?.type === 'recorded' ? event.interaction.fullContent : undefined;
    expect(reference).toEqual({
      bucket: 'content',
      key: object?.key,
      sha256: object?.key.replace(/^demo\//, ''),
      sizeBytes: object?.text.length,
    });
    expect(JSON.parse(object?.text ?? '')).toMatchObject({
      kind: 'message',
      text: `[card removed] ${'long '.repeat(20_000)}`,
    });
    expect(JSON.stringify(event).length).toBeLessThan(4_000);
    expect(metrics()).toEqual(['ContentOffloaded', 'EventsQueued']);
  });

  it('leaves out what no message can carry, and keeps the delivery', async () => {
    const body = JSON.stringify({
      items: [
        { id: 'x'.repeat(210_000), text: 'id' },
        { id: 'ok', text: 'fits' },
      ],
    });
    expect(await deliver(httpEvent(body))).toMatchObject({ statusCode: 200 });
    expect(await aws.queued()).toEqual([messageEvent('fits', 'ok')]);
    expect(await aws.objects('quarantine')).toContainEqual(
      expect.objectContaining({
        text: body,
        metadata: expect.objectContaining({ reason: 'oversize-event' }),
      }),
    );
  });
});

describe('a queue that does not take everything', () => {
  it('is a refusal: the provider must send it again, and then nothing is doubled', async () => {
    aws.interfere(({ action }) =>
      action === 'SendMessageBatch' ? { kind: 'refuseEntries', indexes: [1] } : undefined,
    );
    const event = httpEvent(bodyOf('r', 're', 'ref'));
    expect(await deliver(event)).toEqual({ statusCode: 503, body: '' });
    expect(metrics()).toEqual(['QueueRefusal']);
    expect(steps).not.toContain('acknowledge');
    aws.interfere(undefined);
    expect(await deliver(event)).toMatchObject({ statusCode: 200 });
    expect(await aws.queued()).toHaveLength(3);
  });

  it('that is away is a refusal too', async () => {
    aws.interfere(({ action }) =>
      action === 'SendMessageBatch'
        ? { kind: 'error', status: 400, code: 'AccessDeniedException', message: 'not allowed' }
        : undefined,
    );
    expect(await deliver(httpEvent(bodyOf('denied')))).toEqual({ statusCode: 500, body: '' });
    expect(lines).toContainEqual(expect.objectContaining({ level: 'ERROR', reason: 'not allowed' }));
  });
});

describe('configuration', () => {
  it.each([
    ['has no value', EMPTY, undefined, 'has no value yet'],
    ['is empty', FILLED, ' ', 'is empty'],
    ['is not JSON', FILLED, 'development-secret', 'is not JSON'],
    ['has no signing secret', FILLED, settings(), 'secrets (too_small)'],
    ['does not exist', `${FILLED}-no`, undefined, 'has no value yet'],
  ])('fails closed when the secret %s, and says what to do', async (_what, arn, value, says) => {
    process.env.PROVIDER_SECRET_ARN = arn;
    if (value !== undefined) aws.setSecret(value);
    expect(await deliver(httpEvent(bodyOf('x')))).toEqual({ statusCode: 500, body: '' });
    expect(metrics()).toEqual(['ConfigurationFailure']);
    const text = JSON.stringify(lines);
    expect(text).toContain(says);
    expect(text).toContain('npm run secrets -- chat/example');
    expect(text).not.toContain('development-secret');
    expect(steps).toEqual([]);
  });

  it('works again as soon as the secret is there', async () => {
    aws.setSecret('{}');
    expect(await deliver(httpEvent(bodyOf('early')))).toMatchObject({ statusCode: 500 });
    aws.setSecret(settings(SECRET));
    expect(await deliver(httpEvent(bodyOf('early')))).toMatchObject({ statusCode: 200 });
  });

  it('reports a secret that is being deleted, and passes on what else AWS answers', async () => {
    const answers = ['InvalidRequestException', 'AccessDeniedException'];
    aws.interfere(() => ({ kind: 'error', status: 400, code: answers.shift() ?? '', message: 'no' }));
    await deliver(httpEvent(bodyOf('x')));
    expect(JSON.stringify(lines)).toContain('is being deleted');
    await deliver(httpEvent(bodyOf('x')));
    expect(metrics()).toEqual(['IntakeFailure']);
  });

  it('names every environment variable that is missing', async () => {
    const { ROUTING_QUEUE_URL: queue = '', CONTENT_BUCKET: content = '' } = process.env;
    delete process.env.ROUTING_QUEUE_URL;
    delete process.env.CONTENT_BUCKET;
    expect(await deliver(httpEvent(bodyOf('x')))).toEqual({ statusCode: 500, body: '' });
    expect(JSON.stringify(lines)).toMatch(/ROUTING_QUEUE_URL.*CONTENT_BUCKET/);
    Object.assign(process.env, { ROUTING_QUEUE_URL: queue, CONTENT_BUCKET: content });
    expect(await deliver(httpEvent(bodyOf('x')))).toMatchObject({ statusCode: 200 });
  });
});

describe('a rotation', () => {
  it('refuses nothing: a wrong signature reads the secret again, at most every five seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await deliver(httpEvent(bodyOf('before')));
    aws.setSecret(settings('the-next-secret', SECRET));
    const next = httpEvent(bodyOf('after'), { secret: 'the-next-secret' });
    expect(await deliver(next)).toMatchObject({ statusCode: 401 });
    vi.setSystemTime(Date.now() + 5_000);
    expect(await deliver(next)).toMatchObject({ statusCode: 200 });
    expect(await deliver(httpEvent(bodyOf('old one')))).toMatchObject({ statusCode: 200 });
    for (let tries = 0; tries < 20; tries += 1) await deliver(httpEvent('{}', { secret: 'wrong' }));
    expect(aws.calls().filter((call) => call === GET_SECRET)).toHaveLength(2);
  });

  it('covers the handshake', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await deliver(httpEvent(bodyOf('first')));
    aws.setSecret(settings(SECRET).replace('hand-shake', 'new-shake'));
    vi.setSystemTime(Date.now() + 5_000);
    const event = httpEvent('', { secret: '', method: 'GET', query: 'token=new-shake&challenge=7' });
    expect(await deliver(event)).toEqual({ statusCode: 200, body: '7' });
  });
});
