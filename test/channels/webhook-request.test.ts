import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { webhookRequest } from '../../functions/channels/webhook-request.ts';
import { WebhookVerificationError } from '../../functions/errors.ts';

function encoded(body: string) {
  const requestContext = { http: { method: 'POST' }, timeEpoch: 0 };
  const event = {
    body,
    isBase64Encoded: true,
    headers: {},
    rawPath: '/',
    rawQueryString: '',
    requestContext,
  };
  return webhookRequest(event as APIGatewayProxyEventV2, 'https://hooks.example.com').body;
}

describe('a body marked base64', () => {
  it('is read up to the largest cap, whatever bytes it has', () => {
    const body = Buffer.alloc(4 * 1024 * 1024, 0xff);
    expect(encoded(body.toString('base64')).equals(body)).toBe(true);
  });

  it.each(['a', '*', 'aGk', 'aGk=\n', 'aGk=, aGk=', 'aGl=', 'a-_b', `${'AAAA'.repeat(1_400_000)}!`])(
    'is refused when it is not (%#)',
    (body) => expect(() => encoded(body)).toThrow(WebhookVerificationError),
  );
});

describe('the names of headers', () => {
  it('are read in any case', () => {
    const requestContext = { http: { method: 'POST' }, timeEpoch: 0 };
    const headers = { 'X-HUB-Signature-256': 'a', 'x-twilio-SIGNATURE': 'b' };
    const event = { headers, rawPath: '/', rawQueryString: '', requestContext };
    expect(
      webhookRequest(event as unknown as APIGatewayProxyEventV2, 'https://hooks.example.com').headers,
    ).toEqual({
      'x-hub-signature-256': 'a',
      'x-twilio-signature': 'b',
    });
  });
});
