import type { Notes } from './desk-state.ts';
import {
  type EpochItem,
  type IdentityItem,
  type OpenConversation,
  type Snapshot,
  snapshotItem,
} from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { nodeDigest, snapshotKey } from './keys.ts';
import { readItem } from './read-items.ts';
import { Expression, updateItem } from './update.ts';

/** A customer's snapshot is stamped: the customer was merged, and the caller starts again at the identity. */
export class CustomerMovedError extends Error {
  override readonly name = 'CustomerMovedError';
}

export interface CustomerKey {
  brand: string;
  customerId: string;
  /** Digest of the node that the caller takes for this customer's; left out for an epoch that is over. */
  node?: string | undefined;
}

/** The customer whose snapshot an event of this identity may write. */
export function customerOf(brand: string, person: IdentityItem | EpochItem): CustomerKey {
  const isOver = 'to' in person;
  return { brand, customerId: person.customerId, node: isOver ? undefined : nodeDigest(person) };
}

function checked(item: Record<string, unknown> | undefined, { node }: CustomerKey): Snapshot {
  const snapshot = snapshotItem.parse(item);
  if (snapshot.movedTo !== undefined) throw new CustomerMovedError('The customer was merged into another');
  if (node !== undefined && snapshot.left?.[node] !== undefined)
    throw new CustomerMovedError('The identity was split off the customer');
  return snapshot;
}

/** Conditions under which the caller may still write to this customer. */
function stillTheirs(expression: Expression, { node }: CustomerKey): string[] {
  const notMoved = `attribute_not_exists(${expression.path('movedTo')})`;
  return node === undefined
    ? [notMoved]
    : [notMoved, `attribute_not_exists(${expression.path('left', node)})`];
}

/** The snapshot of a customer who was claimed just now. */
export const emptySnapshot: Snapshot = { conversations: {}, openings: 0 };

/** One consistent read. Throws CustomerMovedError. */
export async function readSnapshot(table: JourneyTable, customer: CustomerKey): Promise<Snapshot> {
  return checked(await readItem(table, snapshotKey(customer.brand, customer.customerId)), customer);
}

/** A conversation that ends with an opening, as it was closed: it must not have moved since. */
interface Leaving {
  conversationId: string;
  lastAt: string;
}

export interface Opening {
  conversationId: string;
  conversation: OpenConversation;
  ended: readonly Leaving[];
}

/** As many as leave by one update: an expression has at most 4 KB, and each takes some 45 bytes of it. */
const MAX_LEAVING = 30;

/** The parts of an update by which conversations leave a set, if they stand as they were read. */
function leave(expression: Expression, leaving: readonly Leaving[]) {
  const path = (...rest: string[]) => expression.path('conversations', ...rest);
  return {
    remove: leaving.map(({ conversationId }) => path(conversationId)),
    conditions: leaving.map(
      ({ conversationId, lastAt }) => `${path(conversationId, 'lastAt')} = ${expression.value(lastAt)}`,
    ),
  };
}

/** Lets the rest go that one update had no room for. Those that have moved on stay for a later opening. */
async function leaveTogether(
  table: JourneyTable,
  customer: CustomerKey,
  snapshot: Snapshot,
  ended: readonly Leaving[],
): Promise<Snapshot> {
  let current = snapshot;
  for (let start = 0; start < ended.length; start += MAX_LEAVING) {
    const expression = new Expression();
    const { remove, conditions } = leave(expression, ended.slice(start, start + MAX_LEAVING));
    const key = snapshotKey(customer.brand, customer.customerId);
    const update = { remove, conditions: [...stillTheirs(expression, customer), ...conditions] };
    const { item } = await updateItem(table, key, expression, update);
    current = checked(item, customer);
  }
  return current;
}

/**
 * Puts a conversation into the set, if nobody opened another one since the snapshot was read. Returns the
 * snapshot as it stands after, with or without it. Those that end with it leave by the same update, the oldest
 * first, and what is too many for one by further ones. Throws CustomerMovedError.
 */
export async function openInSnapshot(
  table: JourneyTable,
  customer: CustomerKey,
  openings: number,
  { conversationId, conversation, ended }: Opening,
): Promise<Snapshot> {
  const oldestFirst = [...ended].sort((left, right) => (left.lastAt < right.lastAt ? -1 : 1));
  const expression = new Expression();
  const counter = expression.path('openings');
  const entry = expression.path('conversations', conversationId);
  const { remove, conditions } = leave(expression, oldestFirst.slice(0, MAX_LEAVING));
  const { applied, item } = await updateItem(
    table,
    snapshotKey(customer.brand, customer.customerId),
    expression,
    {
      set: [
        `${entry} = ${expression.value({ ...conversation })}`,
        `${counter} = ${expression.value(openings + 1)}`,
      ],
      remove,
      conditions: [
        `${counter} = ${expression.value(openings)}`,
        ...stillTheirs(expression, customer),
        ...conditions,
      ],
    },
  );
  const snapshot = checked(item, customer);
  return applied ? leaveTogether(table, customer, snapshot, oldestFirst.slice(MAX_LEAVING)) : snapshot;
}

/** What an entry of the snapshot lacks of an interaction. */
export interface Touch {
  /** With the digest of the identity whose turn it was; of two at one time the greater. */
  last?: { at: string; by: string } | undefined;
  firstAt?: string | undefined;
  joined?: string | undefined;
  /** When it was closed, as read: somebody asked again. */
  reopened?: string | undefined;
  /** When they ask, if that is the latest. */
  asked?: string | undefined;
  /** What the desk was told meanwhile. */
  notes?: Notes | undefined;
  /** The notes are of a new question, whatever was asked and answered before. */
  renews?: boolean | undefined;
}

/** Each note once. Who asked and was answered asks anew later, or when the conversation is opened again (`renews`). */
function noted(
  expression: Expression,
  conversationId: string,
  { notes = {}, renews = false }: Touch,
): { set: string[]; remove: string[]; conditions: string[] } {
  const path = (name: keyof Notes) => expression.path('conversations', conversationId, name);
  const { askedAt, answeredAt, ...marks } = notes;
  const set = Object.entries({ answeredAt, ...marks }).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${expression.path('conversations', conversationId, name)} = ${expression.value(value)}`],
  );
  if (askedAt === undefined) return { set, remove: [], conditions: [] };
  const isAsked = `${path('askedAt')} = ${expression.value(askedAt)}`;
  // An answer is one to the question that was read.
  const isAnswered = answeredAt !== undefined;
  if (isAnswered && !renews) return { set, remove: [], conditions: [isAsked] };
  const remove = isAnswered ? [] : [path('answeredAt')];
  if (renews) return { set: [...set, isAsked], remove, conditions: [] };
  const isFirst = `attribute_not_exists(${path('askedAt')})`;
  const isAnew = `${path('answeredAt')} < ${expression.value(askedAt)}`;
  return { set: [...set, isAsked], remove, conditions: [`${isFirst} OR ${isAnew}`] };
}

/**
 * Moves a conversation's entry forward by what it lacks. Each part only grows, so touches commute. Returns the
 * snapshot as it stands after; the entry may have gone. Throws CustomerMovedError.
 */
export async function touchSnapshot(
  table: JourneyTable,
  customer: CustomerKey,
  conversationId: string,
  touch: Touch,
): Promise<Snapshot> {
  const expression = new Expression();
  const path = (...rest: string[]) => expression.path('conversations', conversationId, ...rest);
  const set: string[] = [];
  const conditions = [`attribute_exists(${path()})`, ...stillTheirs(expression, customer)];
  if (touch.last !== undefined) {
    const [at, by] = [expression.value(touch.last.at), expression.value(touch.last.by)];
    const [lastAt, lastBy] = [path('lastAt'), path('lastBy')];
    set.push(`${lastAt} = ${at}`, `${lastBy} = ${by}`);
    conditions.push(`${lastAt} < ${at} OR (${lastAt} = ${at} AND ${lastBy} < ${by})`);
  }
  if (touch.firstAt !== undefined) {
    const value = expression.value(touch.firstAt);
    set.push(`${path('firstAt')} = ${value}`);
    conditions.push(`${path('firstAt')} > ${value}`);
  }
  if (touch.asked !== undefined) {
    const [lastAskedAt, value] = [path('lastAskedAt'), expression.value(touch.asked)];
    set.push(`${lastAskedAt} = ${value}`);
    conditions.push(`attribute_not_exists(${lastAskedAt}) OR ${lastAskedAt} < ${value}`);
  }
  if (touch.joined !== undefined) set.push(`${path('joined', touch.joined)} = ${expression.value(true)}`);
  if (touch.reopened !== undefined)
    conditions.push(`${path('closedAt')} = ${expression.value(touch.reopened)}`);
  const notes = noted(expression, conversationId, touch);
  set.push(...notes.set);
  conditions.push(...notes.conditions);
  const remove = [...notes.remove, ...(touch.reopened === undefined ? [] : [path('closedAt')])];
  const key = snapshotKey(customer.brand, customer.customerId);
  const { item } = await updateItem(table, key, expression, { set, remove, conditions });
  return checked(item, customer);
}

/**
 * Marks a conversation as closed in a customer's set, if it stands there and was not closed later. Resolves to
 * false when it must be asked again whose the conversation is: the customer was merged into another.
 */
export async function closeInSnapshot(
  table: JourneyTable,
  { brand, customerId }: CustomerKey,
  conversationId: string,
  closedAt: string,
): Promise<boolean> {
  const expression = new Expression();
  const entry = expression.path('conversations', conversationId);
  const path = expression.path('conversations', conversationId, 'closedAt');
  const value = expression.value(closedAt);
  const { item } = await updateItem(table, snapshotKey(brand, customerId), expression, {
    set: [`${path} = ${value}`],
    conditions: [
      `attribute_exists(${entry})`,
      `attribute_not_exists(${path}) OR ${path} < ${value}`,
      `attribute_not_exists(${expression.path('movedTo')})`,
    ],
  });
  return item === undefined || snapshotItem.parse(item).movedTo === undefined;
}
