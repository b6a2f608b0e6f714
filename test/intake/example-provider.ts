import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import {
  defineProvider,
  providerSettingsSchema,
  signingSecretsSchema,
} from '../../functions/channels/channel-provider.ts';
import type { WebhookRequest } from '../../functions/channels/webhook-request.ts';
import { PayloadError, WebhookVerificationError } from '../../functions/errors.ts';
import { digest } from '../../functions/interaction/ids.ts';
import { parseJson } from '../../functions/text/json.ts';
import { providerEvent, RECEIVED_AT } from './example-events.ts';

const payloadSchema = z.object({
  items: z.array(z.object({ id: z.string(), text: z.string(), account: z._default(z.string(), 'desk') })),
});

function sign(secret: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** What the example provider was asked, in order. */
export const steps: string[] = [];

/** A provider as simple as the contract allows: a list of texts, signed whole. */
export const exampleProvider = defineProvider({
  manifest: {
    id: 'chat/example',
    channel: 'chat',
    title: 'Example',
    intake: 'webhook',
    maxBodyBytes: 1024 * 1024,
    signsUrl: false,
    documentation: 'https://example.com/webhooks',
    setup: 'Nothing: it exists in tests alone.',
  },
  settings: z.extend(providerSettingsSchema, { secrets: signingSecretsSchema, token: z.string() }),
  challenge(request: WebhookRequest, { token }) {
    steps.push('challenge');
    if (request.method !== 'GET') return undefined;
    const query = new URLSearchParams(request.rawQuery);
    if (query.get('token') !== token) throw new WebhookVerificationError('wrong token');
    return query.has('challenge') ? { status: 200, body: query.get('challenge') ?? '' } : undefined;
  },
  verify(request, { secrets, token }) {
    steps.push('verify');
    const isSigned = secrets.some((secret) => sign(secret, request.body) === request.headers['x-signature']);
    if (!isSigned && new URLSearchParams(request.rawQuery).get('token') !== token)
      throw new WebhookVerificationError('wrong signature');
  },
  parse(request) {
    steps.push('parse');
    const result = payloadSchema.safeParse(parseJson(request.body));
    if (!result.success) throw new PayloadError('not a list of items');
    return result.data;
  },
  normalize({ items }) {
    steps.push('normalize');
    return items.map(({ id, text, account }) => {
      if (text === 'bug') throw new TypeError(`cannot read ${text} of 4111 1111 1111 1111`);
      return providerEvent(text, account, id);
    });
  },
  acknowledge({ items }) {
    steps.push('acknowledge');
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: `${items.length} taken` };
  },
});

export const SECRET = 'development-secret-of-the-example';

export const settings = (...secrets: string[]) =>
  JSON.stringify({ secrets, token: 'hand-shake', accounts: { desk: { brand: 'demo' } } });

export interface DeliveryOptions {
  secret?: string;
  headers?: Record<string, string>;
  query?: string;
  method?: string;
  base64?: boolean;
}

/** A payload 2.0 event as API Gateway makes it of a delivery. */
export function httpEvent(body: string | Buffer, options: DeliveryOptions = {}): APIGatewayProxyEventV2 {
  const { secret = SECRET, headers = {}, query = '', method = 'POST', base64 = false } = options;
  const signature = secret === '' ? {} : { 'X-Signature': sign(secret, body) };
  const path = '/webhooks/chat/example';
  return {
    version: '2.0',
    routeKey: `ANY ${path}`,
    rawPath: path,
    rawQueryString: query,
    headers: { 'content-type': 'application/json; charset=utf-8', ...signature, ...headers },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'hooks.example.com',
      domainPrefix: 'hooks',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request',
      routeKey: `ANY ${path}`,
      stage: '$default',
      time: '04/Mar/2026:05:06:07 +0000',
      timeEpoch: RECEIVED_AT,
    },
    body: base64 ? Buffer.from(body).toString('base64') : body.toString(),
    isBase64Encoded: base64,
  };
}

/** An id that no other text has, as the queue remembers ids for five minutes. */
export function idOf(text: string, index = 0): string {
  return `m-${index}-${digest(text)}`;
}

/** The body of a delivery of some texts. */
export function bodyOf(...texts: string[]): string {
  return JSON.stringify({ items: texts.map((text, index) => ({ id: idOf(text, index), text })) });
}
