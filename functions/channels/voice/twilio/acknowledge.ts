import type { WebhookRequest, WebhookResponse } from '../../webhook-request.ts';
import { defaultAnswer, fillAnswer } from './answer.ts';
import { answersGather, isIncomingCall, type Payload } from './payload.ts';
import type { Settings } from './settings.ts';

/** Ends what a running call asks for (a `<Record>` that is over); callbacks ignore it. */
const NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
/** For a number that is not configured: nobody would ever hear the message. */
const REJECT = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>';

function twimlFor({ account, fields }: Payload, settings: Settings, request: WebhookRequest): string {
  const isIncoming = isIncomingCall(fields);
  if (!isIncoming && !answersGather(fields)) return NOTHING;
  if (!Object.hasOwn(settings.accounts, account)) return REJECT;
  const { answer, afterGather } = settings.accounts[account] ?? {};
  return fillAnswer((isIncoming ? answer : afterGather) ?? defaultAnswer, request, account);
}

/** An incoming call and whatever answers a `<Gather>` get their account's TwiML, everything else an empty document. */
export function acknowledge(payload: Payload, settings: Settings, request: WebhookRequest): WebhookResponse {
  const body = twimlFor(payload, settings, request);
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}
