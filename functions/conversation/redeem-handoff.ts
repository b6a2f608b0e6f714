import { ConflictError, NotFoundError } from '../errors.ts';
import { ownIdentity } from '../identity/own-id.ts';
import type { Assurance, Identity } from '../interaction/identity.ts';
import { identityText } from '../interaction/ids.ts';
import type { Handoff } from '../store/handoffs.ts';
import { readIdentity, readOrClaim } from '../store/identities.ts';
import { conversationItem, type IdentityItem } from '../store/items.ts';
import { conversationKey } from '../store/keys.ts';
import { readItem } from '../store/read-items.ts';
import { CustomerMovedError, customerOf, readSnapshot } from '../store/snapshots.ts';
import { contention, MAX_TRIES } from '../store/update.ts';
import { carryOver } from './carry-over.ts';
import type { HandingOver } from './handing-over.ts';
import type { Target } from './handoff-proof.ts';
import { presentCode, presentToken, type Verdict } from './take-handoff.ts';
import { takeUp } from './take-up.ts';

/** What somebody presented to a chat backend, a kiosk or an IVR, which says how sure it is who they are. */
export interface Redeeming extends Target {
  secret: { token: string } | { code: string };
  identity: Identity;
  assurance: Assurance;
  /** Whose misses count together, as the caller tells them apart; the identity's unless said. */
  source?: string | undefined;
}

export interface Redeemed {
  handoff: Handoff;
  customerId: string;
  /** Whether they are one person with whoever was invited. */
  isLinked: boolean;
}

/** A code is told nothing apart that a guesser could use; who holds a token we signed is no guesser. */
function refusal(verdict: Exclude<Verdict, { handoff: Handoff }>, isCode: boolean): Error {
  if (verdict.refused === 'closed')
    return new ConflictError('Too many wrong codes: none is taken for ten minutes. Use a link, or wait');
  if (isCode || verdict.refused === 'unknown')
    return new NotFoundError(
      'No handoff is open for this on this channel: it is wrong, was used or has expired. Ask for a new one',
    );
  const what = verdict.refused === 'used' ? 'was used already' : 'has expired';
  return new ConflictError(`This handoff ${what}: ask for a new one`);
}

/** Reads who an identity is, or makes a customer of it. Throws NotFoundError for an unknown customer's own id. */
function personOf({ table, now }: HandingOver, { brand, identity }: Redeeming): Promise<IdentityItem> {
  const seenAt = new Date(now).toISOString();
  const read = identity.kind === 'customer' ? ownIdentity : readOrClaim;
  return read(table, brand, identity, seenAt);
}

/** One try to put the conversation into the presenter's set; undefined when they were merged meanwhile. */
async function enter(handing: HandingOver, redeeming: Redeeming, conversationId: string) {
  const { table, now } = handing;
  const { brand } = redeeming;
  const person = await personOf(handing, redeeming);
  const customer = customerOf(brand, person);
  try {
    const snapshot = await readSnapshot(table, customer);
    const entry = snapshot.conversations[conversationId];
    if (entry !== undefined && entry.closedAt === undefined) return person;
    const item = conversationItem.parse(await readItem(table, conversationKey(brand, conversationId)));
    // Whoever presents asks nothing yet: nobody needs to answer.
    const desk = { reopen: async () => ({}) };
    const conversing = { table, now, windowHours: item.windowHours, desk };
    const at = new Date(now).toISOString();
    const isOver = entry?.closedAt !== undefined || item.status !== 'open';
    await takeUp(conversing, customer, person, at, snapshot, { conversationId, entry, item, isOver });
  } catch (error) {
    if (!(error instanceof CustomerMovedError)) throw error;
  }
  // Others may have been faster: the next look tells.
  return undefined;
}

/** The same answer after its time, as things are by now: nothing changes. */
async function usedBefore(
  { table }: HandingOver,
  brand: string,
  handoff: Handoff,
  { identity, customerId }: IdentityItem,
): Promise<Redeemed> {
  const invited = await readIdentity(table, brand, handoff.identity);
  const isInvited = identityText(identity) === identityText(handoff.identity);
  return { handoff, customerId, isLinked: isInvited || invited?.customerId === customerId };
}

/**
 * Uses up what somebody presented outside of a message: they take part in the conversation, which goes on with them
 * on any channel from now on. The same again by the same identity gets the same answer, unless somebody else has the
 * identity by now; once it has expired that changes nothing. Throws NotFoundError,
 * ConflictError, and DeliveryError (retryable).
 */
export async function redeemHandoff(handing: HandingOver, redeeming: Redeeming): Promise<Redeemed> {
  const { brand, channel, secret, identity, assurance } = redeeming;
  const own = identityText(identity);
  const presentation = {
    ...{ brand, channel, identity, at: handing.now },
    ...{ by: `api:${own}`, source: redeeming.source ?? own },
  };
  const isCode = 'code' in secret;
  const verdict = isCode
    ? await presentCode(handing, presentation, secret.code)
    : await presentToken(handing, presentation, secret.token);
  if (!('handoff' in verdict)) throw refusal(verdict, isCode);
  const { handoff } = verdict;
  const person = await personOf(handing, redeeming);
  const at = handoff.taken?.at ?? new Date(handing.now).toISOString();
  // It was used by whoever had the device, or the number, until somebody else got it.
  if (person.from > at) throw refusal({ refused: 'used', isOurs: true }, isCode);
  if (handing.now > Date.parse(handoff.validUntil)) return usedBefore(handing, brand, handoff, person);
  const source = `handoff:${handoff.handoffId}`;
  const { isLinked } = await carryOver(handing, handoff, { brand, person, assurance, source, at });
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const entered = await enter(handing, redeeming, handoff.conversationId);
    if (entered !== undefined) return { handoff, customerId: entered.customerId, isLinked };
  }
  throw contention('customer');
}
