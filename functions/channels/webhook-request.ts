import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { WebhookVerificationError } from '../errors.ts';

/** One delivery exactly as it came over the wire. */
export interface WebhookRequest {
  method: string;
  /** Names in lower case, values as API Gateway gives them (repeated ones joined with commas). */
  headers: Readonly<Record<string, string | undefined>>;
  /** The URL the provider called, as registered with it: configuration says it, never the request. */
  url: string;
  rawQuery: string;
  body: Buffer;
  /** Receive time, milliseconds since 1970 (`requestContext.timeEpoch`). */
  receivedAt: number;
}

export interface WebhookResponse {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

function rawBody(event: APIGatewayProxyEventV2): Buffer {
  const body = event.body ?? '';
  if (!event.isBase64Encoded) return Buffer.from(body, 'utf8');
  const bytes = Buffer.from(body, 'base64');
  // Node reads base64 leniently. Writing it again finds out, in less time than a pattern takes.
  if (bytes.toString('base64') !== body)
    throw new WebhookVerificationError('the body is marked base64 but is not base64');
  return bytes;
}

/**
 * Reads a payload 2.0 event into the request the provider sent: raw bytes, lower-case header names, registered URL.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * Throws WebhookVerificationError when the body is marked base64 and is not.
 */
export function webhookRequest(event: APIGatewayProxyEventV2, publicUrl: string): WebhookRequest {
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  const headers = Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: event.requestContext.http.method,
    headers: Object.fromEntries(headers),
    url: `${publicUrl.replace(/\/+$/, '')}${event.rawPath}${query}`,
    rawQuery: event.rawQueryString,
    body: rawBody(event),
    receivedAt: event.requestContext.timeEpoch,
  };
}
