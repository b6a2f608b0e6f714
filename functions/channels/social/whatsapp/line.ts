import type { ProviderEvent } from '../../../interaction/event.ts';
import { eventTime } from '../../../interaction/event-time.ts';
import { type OtherItem, otherEvent } from '../../other-event.ts';
import { manifest } from './manifest.ts';
import { aboutSchema, type ListedContact } from './payload.ts';

/** One change as its elements see it: our phone number, the business account it is in, the people listed. */
export interface Line {
  /** `phone_number_id`, or the business account's id where the change is about no phone number. */
  account: string;
  /** WhatsApp Business Account: the scope of ids without a phone. */
  businessAccount: string;
  /** Our own number, digits only. */
  ownNumber: string | undefined;
  listed: readonly ListedContact[];
  /** How many different people the change has messages from. */
  senders: number;
  receivedAt: number;
}

export function lineOf(businessAccount: string, value: Record<string, unknown>, receivedAt: number): Line {
  const { metadata, contacts, messages } = aboutSchema.parse(value);
  const senders = new Set(messages.map((message) => JSON.stringify([message.from, message.from_user_id])));
  return {
    account: metadata?.phone_number_id ?? businessAccount,
    businessAccount,
    ownNumber: metadata?.display_phone_number?.replace(/\D/g, ''),
    listed: contacts,
    senders: senders.size,
    receivedAt,
  };
}

/** What every event of this line carries. `seconds` is Unix time as WhatsApp gives it. */
export function envelopeOf(line: Line, providerInteractionId: string, seconds: number | undefined) {
  return {
    version: 1,
    provider: manifest.id,
    account: line.account,
    providerInteractionId,
    at: eventTime(milliseconds(seconds), line.receivedAt),
    receivedAt: eventTime(undefined, line.receivedAt),
  } as const;
}

export function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

export function otherOf(
  line: Pick<Line, 'account' | 'receivedAt'>,
  item: Omit<OtherItem, 'provider' | 'account' | 'receivedAt'>,
): ProviderEvent {
  return otherEvent({
    ...item,
    provider: manifest.id,
    account: line.account,
    receivedAt: line.receivedAt,
  });
}
