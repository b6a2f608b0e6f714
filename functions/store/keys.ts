import { type Channel, channelSchema, type Identity } from '../interaction/identity.ts';
import { digest, escapePart, identityText } from '../interaction/ids.ts';
import type { Node } from './items.ts';
import { tableSchema } from './table-schema.ts';

/** Every key of the table is built here, or in change-keys.ts, and nowhere else. Parts are escaped, and the brand is in each key. */
export interface Key {
  pk: string;
  sk: string;
}

const INTERACTION = 'INTERACTION#';

/** An interaction id begins with its brand. */
export function interactionKey(id: string): Key {
  return { pk: `${INTERACTION}${id}`, sk: 'INTERACTION' };
}

export function interactionIdOf(key: { pk: string }): string {
  return key.pk.slice(INTERACTION.length);
}

/** The partition of an identity, and its partition in the timeline index. */
export function timelineKey(brand: string, identity: Identity): string {
  return `IDENTITY#${brand}#${identityText(identity)}`;
}

/** Where an interaction stands in its identity's timeline: event time, then a digest of its id. */
export function timelineSort(at: string, id: string): string {
  return `${at}#${digest(id)}`;
}

/** Sorts behind every entry of this time. */
export function behind(at: string): string {
  return `${at}$`;
}

export function identityKey(brand: string, identity: Identity): Key {
  return { pk: timelineKey(brand, identity), sk: 'IDENTITY' };
}

/** An epoch of an identity that is over. */
export function epochKey(brand: string, identity: Identity, epoch: number): Key {
  return { pk: timelineKey(brand, identity), sk: `${EPOCH}${String(epoch).padStart(6, '0')}` };
}

export const EPOCH = 'EPOCH#';

export const ADDRESS = 'ADDRESS#';

/** The name of an address inside its identity. */
export function addressName(provider: string, account: string): string {
  return `${provider}#${escapePart(account)}`;
}

export function addressKey(brand: string, identity: Identity, provider: string, account: string): Key {
  return { pk: timelineKey(brand, identity), sk: `${ADDRESS}${addressName(provider, account)}` };
}

export function tookPartKey(brand: string, identity: Identity, conversationId: string): Key {
  return { pk: timelineKey(brand, identity), sk: `CONVERSATION#${escapePart(conversationId)}` };
}

export const FACT = 'FACT#';

/** Sort keys of what is known of an identity in one epoch begin so. */
export function factPrefix(epoch: number): string {
  return `${FACT}${epoch}#`;
}

export function factKey(brand: string, { identity, epoch }: Node, name: string): Key {
  return { pk: timelineKey(brand, identity), sk: `${factPrefix(epoch)}${escapePart(name)}` };
}

function customerPartition(brand: string, customerId: string): string {
  return `CUSTOMER#${brand}#${escapePart(customerId)}`;
}

export function customerKey(brand: string, customerId: string): Key {
  return { pk: customerPartition(brand, customerId), sk: 'CUSTOMER' };
}

export const MEMBER = 'MEMBER#';

export function memberKey(brand: string, customerId: string, { identity, epoch }: Node): Key {
  return { pk: customerPartition(brand, customerId), sk: `${MEMBER}${identityText(identity)}#${epoch}` };
}

export function linkKey(brand: string, linkId: string): Key {
  return { pk: `${tableSchema.linkPrefix}${brand}#${escapePart(linkId)}`, sk: 'LINK' };
}

export const LINK = 'LINK#';

/** Beside the birth id of each of its two nodes, so that no merge ever moves a link. */
export function linkReferenceKey(brand: string, node: Node, linkId: string): Key {
  return {
    pk: customerPartition(brand, customerIdFor(brand, node.identity, node.epoch)),
    sk: `${LINK}${escapePart(linkId)}`,
  };
}

export function snapshotKey(brand: string, customerId: string): Key {
  return { pk: customerPartition(brand, customerId), sk: 'SNAPSHOT' };
}

function conversationPartition(brand: string, conversationId: string): string {
  return `CONVERSATION#${brand}#${escapePart(conversationId)}`;
}

export function conversationKey(brand: string, conversationId: string): Key {
  return { pk: conversationPartition(brand, conversationId), sk: 'CONVERSATION' };
}

export const PARTICIPANT = 'PARTICIPANT#';

export function participantKey(brand: string, conversationId: string, identity: Identity): Key {
  return { pk: conversationPartition(brand, conversationId), sk: `${PARTICIPANT}${identityText(identity)}` };
}

export function mailAliasKey(brand: string, messageId: string): Key {
  return { pk: `ALIAS#${brand}#${escapePart(messageId)}`, sk: 'ALIAS' };
}

/** A partition of the index `waiting`. */
export function waitingKey(brand: string, agentQueue: string): string {
  return `QUEUE#${brand}#${escapePart(agentQueue)}`;
}

/** Its sort key: most urgent first, then what is due first, what is never due last. */
export function waitingSort(priority: number, dueAt: string | undefined, conversationId: string): string {
  return `${priority}#${dueAt ?? '~'}#${conversationId}`;
}

/** Enough that no partition of the index `due` is ever hot. */
const DUE_PARTITIONS = 4;
export const dueKeys: readonly string[] = Array.from({ length: DUE_PARTITIONS }, (_, n) => `DUE#${n}`);

/** A partition of the index `due`: over all brands, as the timer looks at all of them. */
export function dueKey(conversationId: string): string {
  return `DUE#${digest(conversationId).charCodeAt(0) % DUE_PARTITIONS}`;
}

/** Its sort key: the time, then the brand and the conversation. */
export function dueSort(at: string, brand: string, conversationId: string): string {
  return `${at}#${brand}#${conversationId}`;
}

export function agentKey(brand: string, agentId: string): Key {
  return { pk: `AGENT#${brand}#${escapePart(agentId)}`, sk: 'AGENT' };
}

export function settingsKey(brand: string): Key {
  return { pk: `SETTINGS#${brand}`, sk: 'SETTINGS' };
}

export function suggestionKey(brand: string, suggestionId: string): Key {
  return { pk: `SUGGESTION#${brand}#${escapePart(suggestionId)}`, sk: 'SUGGESTION' };
}

/** The list of a brand's suggestions of one status; its sort keys are positions (first evidence, digest). */
export function suggestionListKey(brand: string, status: string, position: string): Key {
  return { pk: `SUGGESTIONS#${brand}#${status}`, sk: position };
}

export const SUGGESTED = 'SUGGESTED#';

/** Under an identity that nobody knows yet: a suggestion that waits for it. */
export function suggestedKey(brand: string, identity: Identity, suggestionId: string): Key {
  return { pk: timelineKey(brand, identity), sk: `${SUGGESTED}${escapePart(suggestionId)}` };
}

/** A token's item names its brand: the token is all a caller shows. */
export function apiTokenKey(tokenDigest: string): Key {
  return { pk: `TOKEN#${tokenDigest}`, sk: 'TOKEN' };
}

/** The id is random for a token, and made of the code by a keyed hash for a code. */
export function handoffKey(brand: string, handoffId: string): Key {
  return { pk: `HANDOFF#${brand}#${escapePart(handoffId)}`, sk: 'HANDOFF' };
}

/** Until when codes for a channel may be open. */
export function openCodesKey(brand: string, channel: Channel): Key {
  return { pk: `HANDOFFS#${brand}`, sk: `OPEN#${channel}` };
}

/** Wrong codes of one source, named by a digest, or of the whole brand. */
export function codeMissesKey(brand: string, sourceDigest?: string): Key {
  return { pk: `HANDOFFS#${brand}`, sk: sourceDigest === undefined ? 'MISSES' : `MISSES#${sourceDigest}` };
}

/** An event's digest covers its brand. */
export function failureKey(eventDigest: string): Key {
  return { pk: `FAILURE#${eventDigest}`, sk: 'FAILURE' };
}

/** A customer's birth id: the same for every try to claim the same identity in the same epoch. */
export function customerIdFor(brand: string, identity: Identity, epoch: number): string {
  return `cus_${digest(`${brand}#${identityText(identity)}#${epoch}`)}`;
}

/** The id of the conversation that an interaction opens: the same for every try. */
export function conversationIdFor(brand: string, openedBy: string): string {
  return `cnv_${digest(`${brand}#${openedBy}`)}`;
}

/** Short name of an identity inside maps of items of its own brand. */
export function identityDigest(identity: Identity): string {
  return digest(identityText(identity));
}

/** The id that a rule's link of two nodes has, whichever comes first: so it is made once, and revoked for good. */
export function ruleLinkId(brand: string, a: Node, b: Node, reason: string): string {
  const pair = [nodeText(a), nodeText(b)].sort();
  return `lnk_${digest([brand, ...pair, reason].join('#'))}`;
}

/** The two nodes of a pair in their order, and the id of the suggestion that they are one person. */
export function suggestedPair(brand: string, one: Node, other: Node) {
  const [a, b] = nodeText(one) < nodeText(other) ? [one, other] : [other, one];
  return { a, b, suggestionId: `sug_${digest([brand, nodeText(a), nodeText(b)].join('#'))}` };
}

function nodeText({ identity, epoch }: Node): string {
  return `${identityText(identity)}#${epoch}`;
}

/** Short name of a node inside maps of items of its own brand. */
export function nodeDigest(node: Node): string {
  return digest(nodeText(node));
}

/** The channel an interaction came on, which its id tells. */
export function channelOf(interactionId: string): Channel {
  return channelSchema.parse(interactionId.split(':')[1]?.split('/')[0]);
}
