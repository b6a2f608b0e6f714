import { catalog } from '../channels/catalog.ts';
import { BodyTooLargeError, InvalidRequestError } from '../errors.ts';
import type { InteractionEvent } from '../interaction/event.ts';
import { redact } from '../queue/redact.ts';
import { type QueueEntry, queueEntry } from '../queue/routing-queue.ts';
import { resolveCustomer } from '../store/heads.ts';
import type { Api } from './api.ts';
import { receivedEvent, type WrittenEvent } from './written-event.ts';

/** What one event may have as a message of the queue, bytes: an item of the table has to hold it. */
const MAX_EVENT_BYTES = 64 * 1024;

const signed: ReadonlySet<string> = new Set(catalog.map(({ id }) => id));

/** An event and the JSON pointer to where it stands in the request. */
export interface Placed<Event> {
  event: Event;
  pointer: string;
}

export interface Sender {
  brand: string;
  /** The name of the token. */
  by: string;
}

/** What only the provider itself can know: it says so by its webhook, with its signature. */
function isTheirs(event: InteractionEvent): boolean {
  if (event.type === 'recorded') return event.interaction.direction === 'inbound';
  if (event.type === 'reaction') return event.direction === 'inbound';
  return event.type !== 'receipt';
}

function refuseForged({ event, pointer }: Placed<InteractionEvent>): void {
  if (!signed.has(event.provider) || !isTheirs(event)) return;
  throw new InvalidRequestError(
    `What ${event.provider} delivers comes by its signed webhook; here it takes what we send, and receipts`,
    { pointer: `${pointer}/provider` },
  );
}

/** A note without an author is of whoever sent it. */
function signedBy(event: InteractionEvent, by: string): InteractionEvent {
  if (event.type !== 'recorded' || event.interaction.kind !== 'note') return event;
  return { ...event, interaction: { ...event.interaction, author: event.interaction.author ?? by } };
}

/** The event with the customer's id as it is now, where it is kept under one. */
async function withCustomer(
  api: Api,
  { event, pointer }: Placed<InteractionEvent>,
): Promise<InteractionEvent> {
  if (event.type !== 'recorded') return event;
  const { interaction } = event;
  const { contact } = interaction;
  if (contact.identity.kind !== 'customer') return event;
  const value = await resolveCustomer(api.table, event.brand, contact.identity.value);
  if (value === undefined)
    throw new InvalidRequestError('This brand has no customer with this id', {
      pointer: `${pointer}/interaction/contact/identity/value`,
    });
  return {
    ...event,
    interaction: { ...interaction, contact: { ...contact, identity: { ...contact.identity, value } } },
  };
}

function fitting({ event, pointer }: Placed<InteractionEvent>): QueueEntry {
  const entry = queueEntry(redact(event));
  if (entry.sizeBytes <= MAX_EVENT_BYTES) return entry;
  const which = pointer === '' ? 'The event' : `The event at ${pointer}`;
  throw new BodyTooLargeError(`${which} has ${entry.sizeBytes} bytes; one may have ${MAX_EVENT_BYTES}`);
}

/**
 * Checks events, masks card numbers in them and puts them on the routing queue: all of them, or none when one is
 * wrong. Resolves to the events, in their order, once the queue has accepted them.
 * Throws InvalidRequestError, BodyTooLargeError, and DeliveryError when the queue refused a part: then the same
 * request may be sent again, as what the queue already has is dropped by its id.
 */
export async function acceptEvents(
  api: Api,
  { brand, by }: Sender,
  written: readonly Placed<WrittenEvent>[],
): Promise<InteractionEvent[]> {
  const receivedAt = api.now();
  const received = written.map(({ event, pointer }) => ({
    event: signedBy({ ...receivedEvent(event, receivedAt), brand }, by),
    pointer,
  }));
  for (const placed of received) refuseForged(placed);
  const events = await Promise.all(
    received.map(async (placed) => ({ ...placed, event: await withCustomer(api, placed) })),
  );
  await api.queue.send(events.map(fitting));
  return events.map(({ event }) => event);
}
