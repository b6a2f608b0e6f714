import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { WebhookRequest, WebhookResponse } from '../channels/webhook-request.ts';
import type { RawDelivery } from './quarantine.ts';

const MEDIA_TYPE = /^[\w.+-]{1,64}\/[\w.+-]{1,64}/;

/** Everything a webhook said: its body, or its query where the provider delivers by GET. */
export function rawOf(request: WebhookRequest): RawDelivery {
  if (request.body.length === 0)
    return { content: Buffer.from(request.rawQuery), contentType: 'application/x-www-form-urlencoded' };
  const [contentType = 'application/octet-stream'] =
    MEDIA_TYPE.exec(request.headers['content-type'] ?? '') ?? [];
  return { content: request.body, contentType };
}

export function sizeOf(request: WebhookRequest): number {
  return request.body.length;
}

/** The answer as API Gateway takes it. */
export function httpResponse({ status, headers, body }: WebhookResponse): APIGatewayProxyStructuredResultV2 {
  return { statusCode: status, body: body ?? '', ...(headers && { headers }) };
}
