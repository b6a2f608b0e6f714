import { PayloadError } from '../../../errors.ts';
import type { ProviderEvent } from '../../../interaction/event.ts';
import { contentId } from '../../other-event.ts';
import { contentOf } from './content.ts';
import { contactAt, envelope } from './envelope.ts';
import type { Payload } from './payload.ts';
import { receipt } from './receipt.ts';

/**
 * The status of a message of ours. An incoming message may carry one too: `received`, with or without text,
 * so that a picture without a caption is never taken for a callback.
 */
function statusOfOurs(payload: Payload): string | undefined {
  const status = payload.MessageStatus || payload.SmsStatus || undefined;
  return status === 'received' || status === 'receiving' ? undefined : status;
}

/** Our number; while a Messaging Service has not chosen a sender yet its callbacks name none. */
function accountOf(payload: Payload, number: string | undefined): string {
  const account = number || payload.MessagingServiceSid || payload.AccountSid;
  if (!account) throw new PayloadError('the delivery names neither our number nor an account');
  return account;
}

/** One event: an incoming message, or a receipt of one of ours. Throws PayloadError when no account is named. */
export function normalize(payload: Payload, receivedAt: number): ProviderEvent[] {
  const status = statusOfOurs(payload);
  if (status !== undefined) return [receipt(payload, status, accountOf(payload, payload.From), receivedAt)];
  const account = accountOf(payload, payload.To);
  const id = payload.MessageSid || payload.SmsSid || contentId('message', payload);
  const contact = contactAt(payload.From, payload.ProfileName, account, id);
  return [
    { type: 'recorded', ...envelope(account, id, receivedAt), interaction: contentOf(payload, contact) },
  ];
}
