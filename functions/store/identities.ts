import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { DeliveryError } from '../errors.ts';
import type { RecordedEvent } from '../interaction/event.ts';
import type { Identity } from '../interaction/identity.ts';
import { interactionId } from '../interaction/ids.ts';
import { type InteractionState, interactionState } from './interaction-state.ts';
import {
  type IdentityItem,
  identityItem,
  type LinkItem,
  type LinkReason,
  linkItem,
  type MailAliasItem,
  mailAliasItem,
} from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import {
  customerIdFor,
  customerKey,
  identityKey,
  interactionKey,
  type Key,
  linkKey,
  memberKey,
  ruleLinkId,
  snapshotKey,
} from './keys.ts';
import { ownAliasKey } from './mail-aliases.ts';
import { putNew } from './membership.ts';
import { readItem, readItems } from './read-items.ts';
import { conversationsIn, referenceKeys } from './references.ts';
import { emptySnapshot } from './snapshots.ts';
import { promoteSuggestions } from './suggestion-lists.ts';
import { Expression, updateItem } from './update.ts';

/** The first member of a customer holds since ever: an older message may still come in. */
export const SINCE_EVER = new Date(0).toISOString();

/** Another identity that an event shows for the same person, and what is known of the two. */
export interface ShownRead {
  identity: Identity;
  reason: LinkReason;
  other: IdentityItem | undefined;
  /** The link that a rule made of the two while both were in their first epoch. */
  link: LinkItem | undefined;
}

export interface ContactRead {
  identity: IdentityItem | undefined;
  interaction: InteractionState;
  /** Of a mail: what stands under its Message-ID. */
  alias: MailAliasItem | undefined;
  /** The conversations that the event explicitly refers to, the most telling first. Proves nothing. */
  referred: string[];
  shown: ShownRead[];
}

type Named = Pick<ShownRead, 'identity' | 'reason'>;

/** Where what is shown stands, two keys each. Later epochs are rare, and cost a read of their own. */
function shownKeys({ brand, interaction }: RecordedEvent, shown: readonly Named[]): Key[] {
  const own = { identity: interaction.contact.identity, epoch: 0 };
  return shown.flatMap(({ identity, reason }) => [
    identityKey(brand, identity),
    linkKey(brand, ruleLinkId(brand, own, { identity, epoch: 0 }, reason)),
  ]);
}

type Read = Record<string, unknown> | undefined;

function shownRead(shown: readonly Named[], items: readonly Read[]): ShownRead[] {
  return shown.map((named, index) => {
    const [other, link] = items.slice(index * 2);
    return { ...named, other: other && identityItem.parse(other), link: link && linkItem.parse(link) };
  });
}

/**
 * Reads who the contact is, if known, what stands of the interaction, what it refers to and whom it shows: one
 * consistent call.
 */
export async function readContact(
  table: JourneyTable,
  event: RecordedEvent,
  shown: readonly Named[],
): Promise<ContactRead> {
  const { identity } = event.interaction.contact;
  const aliasKey = ownAliasKey(event);
  const keys = [identityKey(event.brand, identity), interactionKey(interactionId(event))];
  const references = referenceKeys(event).filter(({ pk }) => pk !== aliasKey?.pk && pk !== keys[1]?.pk);
  const own = aliasKey === undefined ? [] : [aliasKey];
  const others = shownKeys(event, shown);
  const [known, interaction, ...rest] = await readItems(table, [...keys, ...own, ...references, ...others]);
  const alias = aliasKey && rest[0];
  const shownFrom = own.length + references.length;
  return {
    identity: known && identityItem.parse(known),
    interaction: interactionState(interaction),
    alias: alias && mailAliasItem.parse(alias),
    referred: conversationsIn(rest.slice(own.length, shownFrom)),
    shown: shownRead(shown, rest.slice(shownFrom)),
  };
}

/**
 * Makes a customer of an identity nobody knew: identity, customer, member and snapshot in one transaction.
 * Undefined when another writer was faster: then the winner is there to be read.
 */
export async function claimIdentity(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  firstSeenAt: string,
): Promise<IdentityItem | undefined> {
  const epoch = 0;
  const customerId = customerIdFor(brand, identity, epoch);
  const node = { identity, epoch };
  const born = { bornAt: firstSeenAt, from: SINCE_EVER };
  const item = { ...node, ...born, customerId, firstSeenAt, addresses: {} };
  const command = new TransactWriteItemsCommand({
    TransactItems: [
      putNew(identityKey(brand, identity), item),
      putNew(customerKey(brand, customerId), { ...node, customerId, version: 1 }),
      putNew(memberKey(brand, customerId, node), { ...node, ...born }),
      putNew(snapshotKey(brand, customerId), emptySnapshot),
    ].map((write) => write(table.tableName)),
  });
  // Before the claim, so that whoever dies in between does it again; after it, for what was suggested meanwhile.
  await promoteSuggestions(table, brand, identity);
  try {
    await table.client.send(command);
  } catch (error) {
    if (lostRace(error)) return undefined;
    throw error;
  }
  await promoteSuggestions(table, brand, identity);
  return item;
}

/** Who an identity is; undefined when this brand does not know it. */
export async function readIdentity(
  table: JourneyTable,
  brand: string,
  identity: Identity,
): Promise<IdentityItem | undefined> {
  const known = await readItem(table, identityKey(brand, identity));
  return known && identityItem.parse(known);
}

const CLAIM_TRIES = 3;

/** Who an identity is, claimed when nobody knew it. Throws DeliveryError (retryable) when it could be neither. */
export async function readOrClaim(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  firstSeenAt: string,
): Promise<IdentityItem> {
  for (let attempt = 0; attempt < CLAIM_TRIES; attempt += 1) {
    const known = await readIdentity(table, brand, identity);
    if (known !== undefined) return known;
    const claimed = await claimIdentity(table, brand, identity, firstSeenAt);
    if (claimed !== undefined) return claimed;
  }
  throw new DeliveryError('An identity could be neither read nor claimed', { retryable: true });
}

/** A condition, and nothing worse, stopped the transaction; conflicts and throttles are for the queue to retry. */
function lostRace(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  return codes.includes('ConditionalCheckFailed');
}

/** An older message of a known identity came in late. */
export async function lowerFirstSeen(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  at: string,
): Promise<void> {
  const expression = new Expression();
  const path = expression.path('firstSeenAt');
  const value = expression.value(at);
  await updateItem(table, identityKey(brand, identity), expression, {
    set: [`${path} = ${value}`],
    conditions: [`${path} > ${value}`],
  });
}
