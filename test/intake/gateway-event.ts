import type { WebhookRequest } from '../../functions/channels/webhook-request.ts';
import { httpEvent } from './example-provider.ts';

/** A delivery as API Gateway hands it over, by a host name other than the one the provider signed. */
export function gatewayEvent({ url, body, rawQuery, headers, method, receivedAt }: WebhookRequest) {
  const event = httpEvent(body, { secret: '', base64: true, query: rawQuery, method });
  const given = Object.entries(headers).filter(
    (header): header is [string, string] => header[1] !== undefined,
  );
  return {
    ...event,
    rawPath: new URL(url).pathname,
    headers: Object.fromEntries(given),
    requestContext: {
      ...event.requestContext,
      domainName: 'behind-the-public-url.example.com',
      timeEpoch: receivedAt,
    },
  };
}
