import * as z from 'zod/mini';
import { WebhookVerificationError } from '../errors.ts';
import { sameToken } from '../signatures/hmac-body.ts';
import { verifyHubSignature } from '../signatures/hub-signature.ts';
import { providerSettingsSchema, signingSecretsSchema } from './channel-provider.ts';
import type { WebhookRequest, WebhookResponse } from './webhook-request.ts';

/** What every Meta app's webhook needs: https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
export const hubSettingsSchema = z.extend(providerSettingsSchema, {
  /** App secrets, newest first. */
  appSecrets: signingSecretsSchema,
  /** Our own word, entered at Meta beside the callback URL; it signs nothing. */
  verifyToken: z.string().check(z.minLength(1)),
});
export type HubSettings = z.infer<typeof hubSettingsSchema>;

/**
 * Answers Meta's GET handshake with the challenge it sent; undefined when the request is none.
 * Throws WebhookVerificationError when the verify token is not ours.
 */
export function hubChallenge(request: WebhookRequest, settings: HubSettings): WebhookResponse | undefined {
  const query = new URLSearchParams(request.rawQuery);
  if (request.method !== 'GET' || query.get('hub.mode') !== 'subscribe') return undefined;
  if (!sameToken(query.get('hub.verify_token') ?? '', settings.verifyToken))
    throw new WebhookVerificationError('the verify token of the handshake is not ours');
  const challenge = query.get('hub.challenge');
  if (challenge === null) throw new WebhookVerificationError('the handshake carries no challenge');
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return { status: 200, headers, body: challenge };
}

/** Proves on the raw bytes that Meta sent this. Throws WebhookVerificationError. */
export function verifyHubDelivery(request: WebhookRequest, settings: HubSettings): void {
  verifyHubSignature(request.headers['x-hub-signature-256'], request.body, settings.appSecrets);
}
