import { DeliveryError } from '../errors.ts';
import type { RecordedEvent } from '../interaction/event.ts';
import { noteAddress } from '../store/addresses.ts';
import { personAt } from '../store/epochs.ts';
import { type ContactRead, claimIdentity, lowerFirstSeen, readContact } from '../store/identities.ts';
import type { InteractionState } from '../store/interaction-state.ts';
import type { EpochItem, IdentityItem } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { shownBy } from './evidence.ts';
import { ownIdentity } from './own-id.ts';

/** Who wrote, and what stands of the interaction already. */
export interface Resolved {
  person: IdentityItem | EpochItem;
  /** Claimed just now: nothing else can be known of the customer. */
  isNew: boolean;
  interaction: InteractionState;
  /** Of a mail: what stands under its Message-ID. */
  alias: ContactRead['alias'];
  /** The conversations that the event explicitly refers to, the most telling first. Proves nothing. */
  referred: string[];
  /** Others that the event shows to be the same person. */
  shown: ContactRead['shown'];
}

const CLAIM_TRIES = 3;

/**
 * Finds the customer of an event's contact in one read; somebody nobody knew becomes a customer. Of two that
 * claim an identity at once one wins, and the other reads the winner.
 */
export async function resolve(table: JourneyTable, event: RecordedEvent): Promise<Resolved> {
  for (let attempt = 0; attempt < CLAIM_TRIES; attempt += 1) {
    const { identity: known, ...read } = await readContact(table, event, shownBy(event));
    const { brand, at } = event;
    if (known !== undefined)
      return { person: await personAt(table, brand, known, at), isNew: false, ...read };
    const { identity } = event.interaction.contact;
    if (identity.kind === 'customer')
      return { person: await ownIdentity(table, brand, identity, at), isNew: false, ...read };
    const claimed = await claimIdentity(table, brand, identity, at);
    if (claimed !== undefined) return { person: claimed, isNew: true, ...read };
  }
  throw new DeliveryError('An identity could be neither read nor claimed', { retryable: true });
}

/** Keeps what a contact newly shows of its identity. Writes nothing for a contact like the ones before. */
export async function noteContact(
  table: JourneyTable,
  event: RecordedEvent,
  person: IdentityItem | EpochItem,
): Promise<void> {
  // The address is somebody else's by now.
  if ('to' in person) return;
  const { brand, provider, account, at } = event;
  const { contact, direction } = event.interaction;
  if (at < person.firstSeenAt) await lowerFirstSeen(table, brand, contact.identity, at);
  // What we send shows nothing of the person.
  if (direction === 'outbound') return;
  await noteAddress(table, person, { brand, provider, account, contact, at });
}
