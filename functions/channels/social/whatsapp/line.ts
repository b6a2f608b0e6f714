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
  /** Where in `listed` an id stands first: a change may list a thousand people. */
  places: ReadonlyMap<string, number>;
  /** How many different people the change has messages from. */
  senders: number;
  receivedAt: number;
}

/** Numbers and business-scoped user ids may look alike: each has a name of its own here. */
export const placeName = { number: (id: string) => `n${id}`, userId: (id: string) => `u${id}` };

function placesOf(listed: readonly ListedContact[]): Map<string, number> {
  const places = new Map<string, number>();
  const note = (name: string, place: number) => places.has(name) || places.set(name, place);
  for (const [place, { wa_id, user_id }] of listed.entries()) {
    if (wa_id !== undefined) note(placeName.number(wa_id), place);
    if (user_id !== undefined) note(placeName.userId(user_id), place);
  }
  return places;
}

export function lineOf(businessAccount: string, value: Record<string, unknown>, receivedAt: number): Line {
  const { metadata, contacts, messages } = aboutSchema.parse(value);
  const senders = new Set(messages.map((message) => JSON.stringify([message.from, message.from_user_id])));
  return {
    account: metadata?.phone_number_id ?? businessAccount,
    businessAccount,
    ownNumber: metadata?.display_phone_number?.replace(/\D/g, ''),
    listed: contacts,
    places: placesOf(contacts),
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
