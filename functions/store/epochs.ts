import type { Identity } from '../interaction/identity.ts';
import { handingWrites } from './hand-conversations.ts';
import {
  type EpochItem,
  epochItem,
  type IdentityItem,
  type Member,
  type Node,
  type OpenConversation,
  type Snapshot,
} from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import {
  customerIdFor,
  customerKey,
  EPOCH,
  epochKey,
  identityKey,
  memberKey,
  nodeDigest,
  snapshotKey,
} from './keys.ts';
import { putNew, updateWrite, versionWrite, type Write } from './membership.ts';
import { queryItems } from './query-items.ts';
import { emptySnapshot } from './snapshots.ts';
import { Expression } from './update.ts';

/** The epochs of an identity that are over, oldest first. */
export async function readEpochs(
  table: JourneyTable,
  brand: string,
  identity: Identity,
): Promise<EpochItem[]> {
  const items = await queryItems(table, identityKey(brand, identity), EPOCH);
  return items.map((item) => epochItem.parse(item));
}

/** Who an identity was at a time: who it is now, unless that began later. */
export async function personAt(
  table: JourneyTable,
  brand: string,
  current: IdentityItem,
  at: string,
): Promise<IdentityItem | EpochItem> {
  if (at >= current.from) return current;
  const epochs = await readEpochs(table, brand, current.identity);
  return epochs.find(({ from, to }) => from <= at && at < to) ?? current;
}

/** True when this interaction or call has ended an epoch of the identity before. */
export async function isClosedBy(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  closedBy: string,
): Promise<boolean> {
  const epochs = await readEpochs(table, brand, identity);
  return epochs.some((epoch) => epoch.closedBy === closedBy);
}

/** The epoch that begins, or began, when this one ends. Pure. */
export function nextNode({ identity, epoch, lastEpoch = 0 }: IdentityItem): Node {
  return { identity, epoch: Math.max(epoch, lastEpoch) + 1 };
}

export interface Closing {
  /** Event time: from then on the identity is somebody else's. */
  at: string;
  /** What ended the epoch: an interaction, or an API call. */
  closedBy: string;
}

/** Ends an epoch at its customer's: the span there, and whoever still writes to that snapshot starts again. */
function leavingWrites(brand: string, current: IdentityItem, version: number, at: string): Write[] {
  const { customerId } = current;
  const member = new Expression();
  return [
    updateWrite(memberKey(brand, customerId, current), member, {
      set: [`${member.path('to')} = ${member.value(at)}`],
      conditions: [`attribute_exists(${member.path('identity')})`],
    }),
    versionWrite(brand, { customerId, version }),
  ];
}

/** What was read of the customer whose epoch ends. */
export interface ClosingRead {
  version: number;
  snapshot: Snapshot;
  /** Open conversations that are of whoever comes next, by id: they go over into the new set. */
  handed: Record<string, OpenConversation>;
}

/** Says in a snapshot that a node has left, and what it took along; nobody opened or touched anything meanwhile. */
function leftWrite(brand: string, current: IdentityItem, { snapshot, handed }: ClosingRead): Write {
  const expression = new Expression();
  const left = { ...snapshot.left, [nodeDigest(current)]: true };
  return updateWrite(snapshotKey(brand, current.customerId), expression, {
    set: [`${expression.path('left')} = ${expression.value(left)}`],
    remove: Object.keys(handed).map((conversationId) => expression.path('conversations', conversationId)),
    conditions: [`${expression.path('conversations')} = ${expression.value(snapshot.conversations)}`],
  });
}

/**
 * Makes the identity somebody new from a time on: the old epoch keeps its customer and its history, and what began
 * since goes on with the new one. 7 writes, and up to 3 for each conversation that goes over.
 */
export function closingWrites(
  brand: string,
  current: IdentityItem,
  { at, closedBy }: Closing,
  read: ClosingRead,
): Write[] {
  const { identity, epoch, customerId } = current;
  const next = nextNode(current);
  const nextId = customerIdFor(brand, identity, next.epoch);
  const born: Pick<Member, 'bornAt' | 'from'> = { bornAt: at, from: at };
  const expression = new Expression();
  const path = (name: string) => expression.path(name);
  const assign = (name: string, value: string | number) => `${path(name)} = ${expression.value(value)}`;
  return [
    updateWrite(identityKey(brand, identity), expression, {
      set: [
        assign('customerId', nextId),
        assign('epoch', next.epoch),
        assign('from', at),
        assign('bornAt', at),
        assign('firstSeenAt', at),
        `${path('addresses')} = ${expression.value({})}`,
      ],
      conditions: [
        `${path('epoch')} = ${expression.value(epoch)}`,
        `${path('customerId')} = ${expression.value(customerId)}`,
      ],
    }),
    putNew(epochKey(brand, identity, epoch), { ...current, to: at, closedBy }),
    ...leavingWrites(brand, current, read.version, at),
    leftWrite(brand, current, read),
    putNew(customerKey(brand, nextId), { ...next, customerId: nextId, version: 1 }),
    putNew(memberKey(brand, nextId, next), { ...next, ...born }),
    putNew(snapshotKey(brand, nextId), { ...emptySnapshot, conversations: read.handed }),
    ...handingWrites(brand, { ...next, customerId: nextId }, read.handed),
  ];
}
