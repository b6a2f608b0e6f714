import * as z from 'zod/mini';
import { PayloadError } from '../../../errors.ts';
import { readParameters } from '../../form-body.ts';
import type { WebhookRequest } from '../../webhook-request.ts';

const text = z.optional(z.string());

/**
 * A message webhook or a status callback; what is not named here passes.
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export const payloadSchema = z.looseObject({
  /** Missing in some callbacks of old accounts, which carry `SmsSid` alone. */
  MessageSid: text,
  SmsSid: text,
  AccountSid: text,
  MessagingServiceSid: text,
  From: text,
  To: text,
  Body: text,
  /** Only in status callbacks. */
  MessageStatus: text,
  /** `received` in message webhooks, the same as MessageStatus in callbacks. */
  SmsStatus: text,
  ErrorCode: text,
  ErrorMessage: text,
  /** Advanced Opt-Out of a Messaging Service. https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out */
  OptOutType: text,
  // Channels other than SMS and MMS, when their sender points here.
  ProfileName: text,
  ButtonText: text,
  ButtonPayload: text,
  Latitude: text,
  Longitude: text,
  Label: text,
  Address: text,
  Forwarded: text,
  OriginalRepliedMessageSid: text,
});
export type Payload = z.infer<typeof payloadSchema>;

/** Throws PayloadError when a parameter is unreadable or a known one is repeated. */
export function parse(request: WebhookRequest): Payload {
  const result = payloadSchema.safeParse(readParameters(request));
  if (result.success) return result.data;
  const names = result.error.issues.map((issue) => issue.path.join('.'));
  throw new PayloadError(`not a text, or repeated: ${names.join(', ')}`);
}
