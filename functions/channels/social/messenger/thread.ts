import * as z from 'zod/mini';
import { eventTime } from '../../../interaction/event-time.ts';
import type { Contact } from '../../../interaction/identity.ts';
import { manifest } from './manifest.ts';
import { type Item, itemSchema, messageSchema } from './payload.ts';

/** One item as its readers see it: page, person, who wrote, when. */
export interface Thread {
  page: string;
  direction: 'inbound' | 'outbound';
  /** Undefined when the item names nobody but the page. */
  contact: Contact | undefined;
  /** Milliseconds since 1970. */
  time: number | undefined;
  receivedAt: number;
}

const echoSchema = z.object({ message: z.pick(messageSchema, { is_echo: true }) });

/** A person by page-scoped id; or by the reference of a plug-in, which stands for no one until they write. */
function contactOf(page: string, party: Item['sender']): Contact | undefined {
  if (party?.id !== undefined && party.id !== page) {
    const identity = { kind: 'messenger', scope: page, value: party.id } as const;
    return { identity, assurance: 'verified', address: party.id };
  }
  if (party?.user_ref === undefined) return undefined;
  const identity = { kind: 'anonymous', scope: `${manifest.id}/${page}`, value: party.user_ref } as const;
  return { identity, assurance: 'claimed', address: party.user_ref };
}

/** Meta's test console gives seconds where deliveries give milliseconds; as milliseconds those are before 1974. */
function inMilliseconds(time: number | undefined): number | undefined {
  return time !== undefined && time < 100_000_000_000 ? time * 1000 : time;
}

export function threadOf(
  page: string,
  item: unknown,
  entryTime: number | undefined,
  receivedAt: number,
): Thread {
  const { sender, recipient, timestamp } = itemSchema.parse(item);
  const ours = sender?.id === page || echoSchema.safeParse(item).data?.message.is_echo === true;
  const person = contactOf(page, sender);
  return {
    page,
    direction: ours ? 'outbound' : 'inbound',
    contact: ours ? contactOf(page, recipient) : (person ?? contactOf(page, recipient)),
    time: inMilliseconds(timestamp ?? entryTime),
    receivedAt,
  };
}

/** What every event of this thread carries. */
export function envelopeOf(thread: Thread, providerInteractionId: string) {
  return {
    version: 1,
    provider: manifest.id,
    account: thread.page,
    providerInteractionId,
    at: eventTime(thread.time, thread.receivedAt),
    receivedAt: eventTime(undefined, thread.receivedAt),
  } as const;
}
