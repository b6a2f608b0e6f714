import * as z from 'zod/mini';
import type { WebhookRequest } from '../../webhook-request.ts';
import { escapeXml, isTwiml } from './twiml.ts';

const placeholders = ['recordingCallback', 'transcriptionCallback', 'statusCallback', 'gatherCallback'];
const PLACEHOLDER = /\{(\w+)\}/g;

/** Twilio refuses documents above 64 kB. */
const MAX_LENGTH = 64_000;

/**
 * The TwiML of one account. `{recordingCallback}`, `{transcriptionCallback}`, `{statusCallback}` and
 * `{gatherCallback}` become our URL with the account in it, since those callbacks carry no number of ours (or another leg's).
 */
export const answerSchema = z.string().check(
  z.maxLength(MAX_LENGTH),
  z.refine(isTwiml, 'must be one <Response> element of well-formed TwiML'),
  z.refine(
    (twiml) => [...twiml.matchAll(PLACEHOLDER)].every(([, name = '']) => placeholders.includes(name)),
    `placeholders are ${placeholders.map((name) => `{${name}}`).join(', ')}`,
  ),
);

/** Twilio transcribes recordings of 2 to 120 seconds. https://www.twilio.com/docs/voice/twiml/record#transcribe */
export const defaultAnswer = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Say>Thank you for calling. Please leave a message after the tone.</Say>
  <Record maxLength="120" playBeep="true" recordingStatusCallback="{recordingCallback}" recordingStatusCallbackEvent="in-progress completed absent" transcribe="true" transcribeCallback="{transcriptionCallback}"/>
</Response>`;

/** The URL that Twilio called, with nothing but our account in its query. */
function callbackUrl(request: WebhookRequest, account: string): string {
  const [base = ''] = request.url.split('?');
  return `${base}?account=${encodeURIComponent(account)}`;
}

/** Puts the callback URL into an account's TwiML. */
export function fillAnswer(twiml: string, request: WebhookRequest, account: string): string {
  const url = escapeXml(callbackUrl(request, account));
  return twiml.replace(PLACEHOLDER, () => url);
}
