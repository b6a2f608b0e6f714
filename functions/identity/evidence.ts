import { isUnproven } from '../interaction/address-identity.ts';
import type { RecordedEvent } from '../interaction/event.ts';
import type { Identity } from '../interaction/identity.ts';
import { identityText, interactionId } from '../interaction/ids.ts';
import type { ShownRead } from '../store/identities.ts';
import type { EpochItem, IdentityItem, LinkReason } from '../store/items.ts';
import { type Linking, type LinkOutcome, link } from './link.ts';
import { variantsOf } from './number-variants.ts';
import { freeDevice } from './shared-device.ts';

/** Another identity that an event shows for the same person, and why. */
export interface Shown {
  identity: Identity;
  reason: LinkReason;
}

/** Of one contact; each costs two keys of the one read there is. */
const MAX_SHOWN = 10;

const CONFIDENCE: Partial<Record<LinkReason, number>> = { 'number-variant': 0.95, cart: 0.9, order: 0.9 };

/** What an event shows of who its contact is: proof, and other writings of a number. Pure. */
export function shownBy({ interaction: { contact } }: RecordedEvent): Shown[] {
  const { evidence = 'payload', alsoKnownAs = [], assurance, identity } = contact;
  const reason = evidence === 'payload' ? 'provider-verified' : evidence;
  // What a contact claims without proof is a suggestion at most, and so is an address that proved nothing.
  const others = alsoKnownAs.filter(
    (other) => identityText(other) !== identityText(identity) && !isUnproven(other),
  );
  const proven = assurance === 'claimed' || isUnproven(identity) ? [] : others.slice(0, MAX_SHOWN);
  return [
    ...proven.map((other): Shown => ({ identity: other, reason })),
    ...variantsOf(identity).map((other): Shown => ({ identity: other, reason: 'number-variant' })),
  ];
}

/** True when nothing is left to say: it is known, or was revoked, or is a writing nobody uses. */
function isSettled(person: IdentityItem, { other, link: standing, reason }: ShownRead): boolean {
  // The link that is read is of the first epochs: it says nothing of a later one.
  const isFirst = person.epoch === 0 && (other?.epoch ?? 0) === 0;
  if (isFirst && standing?.revoked !== undefined) return true;
  if (other === undefined) return reason === 'number-variant';
  return standing !== undefined && other.customerId === person.customerId;
}

/** True when an event shows something that is not known yet. Pure. */
export function isTelling(person: IdentityItem | EpochItem, read: readonly ShownRead[]): boolean {
  // What was shown of whoever had the address before says nothing of who has it now.
  return !('to' in person) && read.some((each) => !isSettled(person, each));
}

export interface EvidenceTaken {
  /** Somebody was joined: who the contact is must be read again. */
  isJoined: boolean;
  /** Identities that did not fit into the customer any more. */
  full: Identity[];
}

/**
 * Links what an event shows to be one person. Costs nothing for an event that shows what is known. Throws
 * DeliveryError (retryable).
 */
export async function takeEvidence(
  linking: Linking,
  event: RecordedEvent,
  person: IdentityItem | EpochItem,
  read: readonly ShownRead[],
): Promise<EvidenceTaken> {
  const taken: EvidenceTaken = { isJoined: false, full: [] };
  if (!isTelling(person, read)) return taken;
  for (const shown of read.filter((each) => !isSettled(person, each))) {
    const { outcome } = await take(linking, event, shown);
    if (outcome === 'joined') taken.isJoined = true;
    if (outcome === 'full') taken.full.push(shown.identity);
  }
  return taken;
}

async function take(
  linking: Linking,
  event: RecordedEvent,
  { identity, reason }: Shown,
): Promise<LinkOutcome> {
  const { brand, at } = event;
  const source = interactionId(event);
  const a = event.interaction.contact.identity;
  const isResumed = await freeDevice(linking, { brand, a, b: identity, at, source });
  const confidence = CONFIDENCE[reason] ?? 1;
  const linked = await link(linking, {
    brand,
    a,
    b: identity,
    reason,
    by: 'rule',
    confidence,
    source,
    shownAt: at,
  });
  return isResumed && linked.outcome === 'already' ? { ...linked, outcome: 'joined' } : linked;
}
