import { verifyUrlAndForm } from '../../../signatures/url-and-form.ts';
import type { WebhookRequest } from '../../webhook-request.ts';
import type { Settings } from './settings.ts';

export const SIGNATURE_HEADER = 'x-twilio-signature';

/** Throws WebhookVerificationError. https://www.twilio.com/docs/usage/webhooks/webhooks-security */
export function verify(request: WebhookRequest, settings: Settings): void {
  verifyUrlAndForm(request.headers[SIGNATURE_HEADER], settings.authTokens, request);
}
