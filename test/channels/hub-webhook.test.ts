import { expect, test } from 'vitest';
import { hubChallenge, hubSettingsSchema } from '../../functions/channels/hub-webhook.ts';
import { WebhookVerificationError } from '../../functions/errors.ts';
import { receivedAt } from './provider-samples.ts';

const settings = hubSettingsSchema.parse({ appSecrets: ['s'], verifyToken: 'our-own-word', accounts: {} });

function handshake(rawQuery: string, method = 'GET') {
  const url = `https://hooks.example.com/?${rawQuery}`;
  return hubChallenge({ method, headers: {}, url, rawQuery, body: Buffer.alloc(0), receivedAt }, settings);
}

test('the challenge is the whole answer, as plain text', () => {
  const answer = handshake('hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=our-own-word');
  expect(answer).toMatchObject({ status: 200, body: '1158201444' });
  expect(answer?.headers?.['content-type']).toBe('text/plain; charset=utf-8');
});

test.each([
  'hub.mode=subscribe&hub.challenge=1&hub.verify_token=another',
  'hub.mode=subscribe&hub.challenge=1&hub.verify_token=',
  'hub.mode=subscribe&hub.challenge=1',
  'hub.mode=subscribe&hub.verify_token=our-own-word',
])('a handshake without our token or without a challenge is refused: %s', (query) => {
  expect(() => handshake(query)).toThrow(WebhookVerificationError);
});

test('anything else is no handshake', () => {
  expect(handshake('')).toBeUndefined();
  expect(handshake('hub.mode=unsubscribe&hub.verify_token=our-own-word')).toBeUndefined();
  const query = 'hub.mode=subscribe&hub.challenge=1&hub.verify_token=our-own-word';
  expect(handshake(query, 'POST')).toBeUndefined();
});
