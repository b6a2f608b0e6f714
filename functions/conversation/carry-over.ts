import { isBlocked } from '../identity/blocked.ts';
import { areKnownApart } from '../identity/known-apart.ts';
import { link } from '../identity/link.ts';
import { freeDevice } from '../identity/shared-device.ts';
import { suggestPair } from '../identity/suggest.ts';
import { isUnproven } from '../interaction/address-identity.ts';
import type { Assurance } from '../interaction/identity.ts';
import { joinConversation } from '../store/conversation-items.ts';
import type { Handoff } from '../store/handoffs.ts';
import { readIdentity } from '../store/identities.ts';
import { interactionState } from '../store/interaction-state.ts';
import type { IdentityItem } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { identityDigest, interactionKey } from '../store/keys.ts';
import { readItem } from '../store/read-items.ts';
import type { SuggestionReason } from '../store/suggestions.ts';
import type { HandingOver } from './handing-over.ts';

/** Who presented a handoff, and how sure that is. */
export interface Presenter {
  brand: string;
  person: IdentityItem;
  assurance: Assurance;
  /** The interaction that showed it, or the call of the API. */
  source: string;
  /** Interaction id of the call in which it was presented. */
  call?: string | undefined;
  /** Event time. */
  at: string;
}

const CONFIDENCE: Record<Exclude<Assurance, 'claimed'>, number> = { verified: 1, asserted: 0.95 };

export interface CarriedOver {
  /** They are one person now. */
  isLinked: boolean;
  /** Who the presenter is now. */
  customerId: string;
}

/** Leaves it to somebody to decide. */
async function suggest(
  handing: HandingOver,
  { identity }: Handoff,
  { brand, person, source, at }: Presenter,
  reason: SuggestionReason,
): Promise<void> {
  await suggestPair(handing, { brand, person, other: identity, evidence: [{ reason, source, at }] });
}

/** Since when the two may be known by this handoff alone: a call may ring before its code is given out. */
async function metSince(
  table: JourneyTable,
  { createdAt }: Handoff,
  { at, call }: Presenter,
): Promise<string> {
  if (call === undefined) return createdAt < at ? createdAt : at;
  const { recorded } = interactionState(await readItem(table, interactionKey(call)));
  return [createdAt, at, recorded?.at ?? at].sort()[0] ?? at;
}

async function linkThem(handing: HandingOver, handoff: Handoff, presenter: Presenter): Promise<CarriedOver> {
  const { table, now } = handing;
  const { brand, person, assurance, source, at } = presenter;
  if (identityDigest(person.identity) === identityDigest(handoff.identity))
    return { isLinked: true, customerId: person.customerId };
  if (assurance === 'claimed' || isUnproven(person.identity)) {
    await suggest(handing, handoff, presenter, 'handoff');
    return { isLinked: false, customerId: person.customerId };
  }
  // Whoever has the invited address by now was not invited.
  const invited = await readIdentity(table, brand, handoff.identity);
  if (invited !== undefined && invited.from > handoff.createdAt)
    return { isLinked: false, customerId: person.customerId };
  const since = await metSince(table, handoff, presenter);
  if (invited && (await areKnownApart(table, { brand, shownTo: invited, presenter: person, since }))) {
    await suggest(handing, handoff, presenter, 'handoff');
    return { isLinked: false, customerId: person.customerId };
  }
  const settings = await handing.settings(brand);
  const linking = { table, now, isBlocked: isBlocked.bind(undefined, settings) };
  // Anybody may type on a device. What was handed out on one came to whoever is there, and it is they who present it.
  const isByDevice = person.identity.kind === 'visitor';
  if (isByDevice) await freeDevice(linking, { brand, a: person.identity, b: handoff.identity, at, source });
  const { outcome, customerId } = await link(linking, {
    brand,
    a: person.identity,
    b: handoff.identity,
    reason: handoff.kind === 'code' ? 'code' : 'handoff',
    by: 'handoff',
    confidence: CONFIDENCE[assurance],
    source,
    ...(isByDevice && { shownAt: at }),
  });
  if (outcome === 'full') await suggest(handing, handoff, presenter, 'too-many-identities');
  return { isLinked: outcome !== 'blocked' && outcome !== 'full', customerId };
}

/**
 * Lets whoever presented a handoff take part in its conversation, and makes them one person with the one who was
 * invited, when they are sure enough; who proves nothing is only suggested, and so is who was known as somebody else
 * when a device with a signed-in user showed it. The same again changes nothing.
 * Throws DeliveryError (retryable).
 */
export async function carryOver(
  handing: HandingOver,
  handoff: Handoff,
  presenter: Presenter,
): Promise<CarriedOver> {
  const { table } = handing;
  const { brand, person } = presenter;
  const carried = await linkThem(handing, handoff, presenter);
  // A device may have begun anew just now, and whoever had it before takes no part.
  const now = (await readIdentity(table, brand, person.identity)) ?? person;
  await joinConversation(table, brand, handoff.conversationId, now);
  return carried;
}
