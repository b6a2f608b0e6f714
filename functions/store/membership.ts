import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Plain, toItem } from './attributes.ts';
import type { Member, Snapshot } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { customerKey, epochKey, identityKey, type Key, memberKey, snapshotKey } from './keys.ts';
import { Expression } from './update.ts';

/** One customer id that a change of people touches. */
export interface HeadChange {
  customerId: string;
  /** As it was read: nobody may have changed it since. */
  version: number;
  /** Set when the id is an alias from now on. */
  movedTo: string | undefined;
  before: Snapshot;
  after: Snapshot;
}

export interface Move {
  member: Member;
  from: string;
  to: string;
}

/** Who moves where. No interaction is in it: those stay with their identity. */
export interface Change {
  heads: HeadChange[];
  moves: Move[];
}

/** A part of a transaction: whoever makes one names no table. */
export type Write = (tableName: string) => TransactWriteItem;

interface ItemUpdate {
  set: string[];
  remove?: string[];
  conditions: string[];
}

/** An update of a transaction. */
export function updateWrite(key: Key, expression: Expression, update: ItemUpdate): Write {
  const remove = update.remove ?? [];
  const verbs = [
    `SET ${update.set.join(', ')}`,
    ...(remove.length > 0 ? [`REMOVE ${remove.join(', ')}`] : []),
  ];
  return (TableName) => ({
    Update: {
      TableName,
      Key: toItem({ ...key }),
      UpdateExpression: verbs.join(' '),
      ConditionExpression: update.conditions.map((condition) => `(${condition})`).join(' AND '),
      ExpressionAttributeNames: expression.names,
      ExpressionAttributeValues: expression.values,
    },
  });
}

/** A put of a transaction, of an item that must not be there yet. */
export function putNew(key: Key, attributes: Record<string, Plain>): Write {
  return (TableName) => ({
    Put: {
      TableName,
      Item: toItem({ ...key, ...attributes }),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
}

/**
 * Counts one more change of a customer, if nobody made one since it was read; with what the change is, if it is of the
 * customer's own item.
 */
export function versionWrite(
  brand: string,
  { customerId, version }: Pick<HeadChange, 'customerId' | 'version'>,
  alias: { movedTo: string | undefined } | undefined = undefined,
): Write {
  const expression = new Expression();
  const path = expression.path('version');
  const set = [`${path} = ${expression.value(version + 1)}`];
  const remove: string[] = [];
  if (alias?.movedTo !== undefined)
    set.push(`${expression.path('movedTo')} = ${expression.value(alias.movedTo)}`);
  else if (alias !== undefined) remove.push(expression.path('movedTo'));
  const conditions = [`${path} = ${expression.value(version)}`];
  return updateWrite(customerKey(brand, customerId), expression, { set, remove, conditions });
}

/** Replaces a snapshot in which nobody opened, touched or moved anything since it was read. */
function snapshotWrite(brand: string, { customerId, before, after }: HeadChange): Write {
  const expression = new Expression();
  const conversations = `${expression.path('conversations')} = ${expression.value(before.conversations)}`;
  const openings = `${expression.path('openings')} = ${expression.value(before.openings)}`;
  return (TableName) => ({
    Put: {
      TableName,
      Item: toItem({ ...snapshotKey(brand, customerId), ...after }),
      ConditionExpression: `${conversations} AND ${openings}`,
      ExpressionAttributeNames: expression.names,
      ExpressionAttributeValues: expression.values,
    },
  });
}

/** Makes somebody a member, or replaces what stands of the member. */
export function putMember(brand: string, customerId: string, member: Member): Write {
  return (TableName) => ({
    Put: { TableName, Item: toItem({ ...memberKey(brand, customerId, member), ...member }) },
  });
}

function moveWrites(brand: string, { member, from, to }: Move): Write[] {
  const { identity, epoch } = member;
  const expression = new Expression();
  const [customerId, epochPath] = [expression.path('customerId'), expression.path('epoch')];
  const isOver = member.to !== undefined;
  const owner = updateWrite(
    isOver ? epochKey(brand, identity, epoch) : identityKey(brand, identity),
    expression,
    {
      set: [`${customerId} = ${expression.value(to)}`],
      conditions: [`${customerId} = ${expression.value(from)}`, `${epochPath} = ${expression.value(epoch)}`],
    },
  );
  const leave: Write = (TableName) => ({
    Delete: { TableName, Key: toItem({ ...memberKey(brand, from, member) }) },
  });
  return [owner, leave, putMember(brand, to, member)];
}

/** The writes of a change: two for each customer id, or one where nobody moves, and three for each identity that does. */
export function changeWrites(brand: string, { heads, moves }: Change): Write[] {
  return [
    ...heads.map((head) => versionWrite(brand, head, head)),
    ...heads.filter(() => moves.length > 0).map((head) => snapshotWrite(brand, head)),
    ...moves.flatMap((move) => moveWrites(brand, move)),
  ];
}

const LOST = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);

/**
 * Writes all or nothing. False when something had changed since it was read, or others were at it just now: read
 * again and decide anew. Throws what DynamoDB throws otherwise.
 */
export async function commit(table: JourneyTable, writes: readonly Write[]): Promise<boolean> {
  const TransactItems = writes.map((write) => write(table.tableName));
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
    if (codes.every((code) => LOST.has(code))) return false;
    throw error;
  }
}
