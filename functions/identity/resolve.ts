import { DeliveryError } from '../errors.ts';
import type { RecordedEvent } from '../interaction/event.ts';
import { noteAddress } from '../store/addresses.ts';
import { claimIdentity, lowerFirstSeen, readContact } from '../store/identities.ts';
import type { InteractionState } from '../store/interaction-state.ts';
import type { IdentityItem } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';

/** Who wrote, and what stands of the interaction already. */
export interface Resolved {
  person: IdentityItem;
  /** Claimed just now: nothing else can be known of the customer. */
  isNew: boolean;
  interaction: InteractionState;
}

const CLAIM_TRIES = 3;

/**
 * Finds the customer of an event's contact in one read; somebody nobody knew becomes a customer. Of two that
 * claim an identity at once one wins, and the other reads the winner.
 */
export async function resolve(table: JourneyTable, event: RecordedEvent): Promise<Resolved> {
  for (let attempt = 0; attempt < CLAIM_TRIES; attempt += 1) {
    const { identity, interaction } = await readContact(table, event);
    if (identity !== undefined) return { person: identity, isNew: false, interaction };
    const { brand, at } = event;
    const claimed = await claimIdentity(table, brand, event.interaction.contact.identity, at);
    if (claimed !== undefined) return { person: claimed, isNew: true, interaction };
  }
  throw new DeliveryError('An identity could be neither read nor claimed', { retryable: true });
}

/** Keeps what a contact newly shows of its identity. Writes nothing for a contact like the ones before. */
export async function noteContact(
  table: JourneyTable,
  event: RecordedEvent,
  person: IdentityItem,
): Promise<void> {
  const { brand, provider, account, at } = event;
  const { contact, direction } = event.interaction;
  if (at < person.firstSeenAt) await lowerFirstSeen(table, brand, contact.identity, at);
  // What we send shows nothing of the person.
  if (direction === 'outbound') return;
  await noteAddress(table, person, { brand, provider, account, contact, at });
}
