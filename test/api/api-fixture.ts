import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { vi } from 'vitest';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { createToken } from '../../infra/api-token.ts';

/** What tests look for in an answer; the views have checked the whole of it. */
interface AnswerBody {
  customers: { customerId: string }[];
  entries: { interactionId: string; conversationId: string }[];
  cursor?: string;
  type?: string;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, unknown>;
  body: AnswerBody & Record<string, unknown>;
}

export interface RequestOptions {
  token?: string;
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON; a text is sent as it is. */
  body?: unknown;
}

/** Where the routing queue is, for what is sent to it. */
export interface QueueAt {
  endpoint: string;
  queueUrl: string;
}

const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 10_000 } as Context;

function httpEvent(target: string, { token, method = 'GET', headers = {}, body }: RequestOptions) {
  const [rawPath = '', rawQueryString = ''] = target.split('?');
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const requestContext = { http: { method, path: rawPath }, requestId: 'request-1', timeEpoch: Date.now() };
  return {
    version: '2.0',
    routeKey: 'ANY /v1/{proxy+}',
    rawPath,
    rawQueryString,
    headers: { ...authorization, ...json, ...headers },
    requestContext,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
  } as APIGatewayProxyEventV2;
}

/** The real handler of the API's function, over a table. */
export async function apiOver(table: JourneyTable, queue?: QueueAt) {
  const { protocol, hostname, port } = (await table.client.config.endpoint?.()) ?? {};
  vi.stubEnv('AWS_ENDPOINT_URL', `${protocol}//${hostname}:${port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', queue?.endpoint);
  vi.stubEnv('JOURNEY_TABLE', table.tableName);
  vi.stubEnv('ROUTING_QUEUE_URL', queue?.queueUrl ?? 'http://127.0.0.1:9/no-queue');
  vi.stubEnv('HANDOFF_SECRET_ARN', 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:handoffs');
  vi.resetModules();
  const { handler } = await import('../../functions/api/api.lambda.ts');

  async function ask(target: string, options: RequestOptions): Promise<ApiAnswer> {
    const answer: APIGatewayProxyStructuredResultV2 | undefined =
      (await handler(httpEvent(target, options), context)) ?? undefined;
    const { statusCode = 0, headers = {}, body = '' } = answer ?? {};
    return { status: statusCode, headers, body: JSON.parse(body) as ApiAnswer['body'] };
  }

  return {
    handler,
    tokenFor: (brand: string, name = 'tests') => createToken({ ...table, brand, name }),
    get: (target: string, options: RequestOptions = {}) => ask(target, options),
    post: (target: string, body: unknown, options: RequestOptions = {}) =>
      ask(target, { ...options, method: 'POST', body }),
    put: (target: string, body: unknown, options: RequestOptions = {}) =>
      ask(target, { ...options, method: 'PUT', body }),
  };
}
