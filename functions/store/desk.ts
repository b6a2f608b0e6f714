import type { Plain } from './attributes.ts';
import type { Desk, Notes } from './desk-state.ts';
import { type ConversationItem, conversationItem, type Snapshot } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { conversationKey, dueKey, dueSort, waitingKey, waitingSort } from './keys.ts';
import { readItem } from './read-items.ts';
import { tableSchema } from './table-schema.ts';
import { Expression, updateItem } from './update.ts';

/** A conversation that opens. */
export interface DeskOpening {
  conversationId: string;
  openedBy: string;
  openedAt: string;
  notes: Notes;
  /** The customer's conversations before it. */
  before: Snapshot;
}

const { waitingIndex, dueIndex } = tableSchema;
const indexAttributes = [
  waitingIndex.partitionKey,
  waitingIndex.sortKey,
  dueIndex.partitionKey,
  dueIndex.sortKey,
] as const;

/** What goes when nobody waits any more: a conversation that was answered or that ended is in no index. */
export const waitingAttributes: readonly string[] = [...indexAttributes, 'isWaiting', 'dueAt', 'stickyUntil'];

/** When something is to be done about a conversation by itself. */
export function actAt({ dueAt, stickyUntil }: Pick<Desk, 'dueAt' | 'stickyUntil'>): string | undefined {
  return [dueAt, stickyUntil].filter((time) => time !== undefined).sort()[0];
}

/** The keys of both indexes; each only where it belongs. */
export function indexKeys(
  brand: string,
  conversationId: string,
  desk: Desk,
): Partial<Record<(typeof indexAttributes)[number], string>> {
  const { isWaiting, assignee, agentQueue, priority, dueAt } = desk;
  const at = isWaiting ? actAt(desk) : undefined;
  return {
    ...(isWaiting &&
      assignee === undefined && {
        waitingKey: waitingKey(brand, agentQueue),
        waitingSort: waitingSort(priority, dueAt, conversationId),
      }),
    ...(at !== undefined && {
      dueKey: dueKey(conversationId),
      dueSort: dueSort(at, brand, conversationId),
    }),
  };
}

/** Reads a conversation's item, consistently. */
export async function readConversationItem(
  table: JourneyTable,
  brand: string,
  conversationId: string,
): Promise<ConversationItem | undefined> {
  const item = await readItem(table, conversationKey(brand, conversationId));
  return item && conversationItem.parse(item);
}

const deskAttributes = [
  'agentQueue',
  'priority',
  'skills',
  'assignee',
  'assigned',
  'stickyUntil',
  'askedAt',
  'isWaiting',
  'dueAt',
  'escalations',
  'upsetAt',
  'repeatedAt',
  'offHoursNoticeDue',
] as const satisfies readonly (keyof Desk)[];

/** What must stand as it was read, so that of two changes at once the second is decided anew. */
const decisive = ['agentQueue', 'priority', 'assignee', 'isWaiting', 'stickyUntil', 'dueAt'] as const;

/**
 * Changes who is to answer a conversation, if that still stands as it was read. Returns the item as it stands
 * after, and whether the change was made; a change that changes nothing costs nothing.
 */
export async function changeDesk(
  table: JourneyTable,
  brand: string,
  read: ConversationItem,
  change: Partial<Desk>,
): Promise<{ applied: boolean; item: ConversationItem | undefined }> {
  const next = { ...read, ...change };
  const before: Record<string, Plain> = { ...read, ...indexKeys(brand, read.conversationId, read) };
  const after: Record<string, Plain> = { ...next, ...indexKeys(brand, read.conversationId, next) };
  const changed = [...deskAttributes, ...indexAttributes].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  if (changed.length === 0) return { applied: true, item: read };
  const expression = new Expression();
  const set: string[] = [];
  const remove: string[] = [];
  for (const name of changed) {
    const value = after[name];
    if (value === undefined) remove.push(expression.path(name));
    else set.push(`${expression.path(name)} = ${expression.value(value)}`);
  }
  const conditions = decisive.map((name) => {
    const [path, value] = [expression.path(name), before[name]];
    return value === undefined ? `attribute_not_exists(${path})` : `${path} = ${expression.value(value)}`;
  });
  const key = conversationKey(brand, read.conversationId);
  const { applied, item } = await updateItem(table, key, expression, {
    set,
    remove,
    conditions: [`attribute_exists(${expression.path('pk')})`, ...conditions],
  });
  return { applied, item: item && conversationItem.parse(item) };
}

/** Nobody waits any more: what was asked until `at` was answered then. Costs one write, also where nobody waited. */
export async function stopWaiting(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  at: string,
): Promise<void> {
  const expression = new Expression();
  await updateItem(table, conversationKey(brand, conversationId), expression, {
    remove: waitingAttributes.map((name) => expression.path(name)),
    conditions: [
      `attribute_exists(${expression.path('isWaiting')})`,
      `${expression.path('askedAt')} <= ${expression.value(at)}`,
    ],
  });
}
