import * as z from 'zod';
import { lapseOf } from './conversation-items.ts';
import { deskState } from './desk-state.ts';
import { resolveCustomer } from './heads.ts';
import {
  type ConversationItem,
  conversationItem,
  type Node,
  type OpenConversation,
  participantItem,
  snapshotItem,
} from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import type { ConversationView, Page, PageQuery } from './journey-view.ts';
import { behind, channelOf, conversationKey, PARTICIPANT, snapshotKey } from './keys.ts';
import { mergeTimelines } from './merge-timelines.ts';
import { pageOf } from './page.ts';
import { customersOf } from './participants.ts';
import { queryItems } from './query-items.ts';
import { readItems } from './read-items.ts';
import { END } from './timeline.ts';

interface Conversation {
  item: ConversationItem;
  participants: Node[];
  /** Its entries in the sets of those who take part, while it has any, by whose set it is. */
  held: ReadonlyMap<string, OpenConversation>;
}

/** What one BatchGetItem takes. */
const MAX_PEOPLE = 100;

const sorted = z.object({ sk: z.string() });

async function read(table: JourneyTable, brand: string, id: string): Promise<Conversation | undefined> {
  const key = conversationKey(brand, id);
  const items = await queryItems(table, key);
  const own = items.find((item) => sorted.parse(item).sk === key.sk);
  if (own === undefined) return undefined;
  const item = conversationItem.parse(own);
  const participants = items
    .filter((candidate) => sorted.parse(candidate).sk.startsWith(PARTICIPANT))
    .map((candidate) => participantItem.parse(candidate));
  return { item, participants, held: await readHeld(table, brand, item, participants) };
}

/** The entries in the sets of whoever takes part, and of whom it was opened for. */
async function readHeld(
  table: JourneyTable,
  brand: string,
  { conversationId, customerId }: ConversationItem,
  participants: readonly Node[],
): Promise<ReadonlyMap<string, OpenConversation>> {
  const all = new Set([customerId, ...(await customersOf(table, brand, participants))]);
  const people = [...all].slice(0, MAX_PEOPLE);
  const snapshots = await readItems(
    table,
    people.map((id) => snapshotKey(brand, id)),
  );
  const entries = snapshots.flatMap((snapshot, index): [string, OpenConversation][] => {
    const entry = snapshot && snapshotItem.parse(snapshot).conversations[conversationId];
    return entry === undefined ? [] : [[people[index] ?? '', entry]];
  });
  return new Map(entries);
}

/** Whose it is now: of those in whose sets it is, else whoever it was opened for goes by. */
async function ownerOf(
  table: JourneyTable,
  brand: string,
  { item: { customerId }, held }: Conversation,
): Promise<string> {
  if (held.has(customerId)) return customerId;
  const [holder] = held.keys();
  return holder ?? (await resolveCustomer(table, brand, customerId)) ?? customerId;
}

function lastAtOf({ item, held }: Conversation): string {
  const times = [...held.values()].map(({ lastAt }) => lastAt);
  return [item.openedAt, item.lastAt ?? '', item.heardAt ?? '', ...times].sort().at(-1) ?? item.openedAt;
}

function statusOf({ item, held }: Conversation, now: number): ConversationItem['status'] {
  const isOpen = ({ lastAt, closedAt }: OpenConversation) =>
    closedAt === undefined && Date.parse(lapseOf(lastAt, item.windowHours)) >= now;
  if ([...held.values()].some(isOpen)) return 'open';
  return item.status === 'closed' ? 'closed' : 'lapsed';
}

/** The last one stands apart from the list, which may be full. */
function closingsOf({ closings = [], closed }: ConversationItem): string[] {
  return [...new Set([...closings, ...(closed === undefined ? [] : [closed.at])])].sort();
}

/**
 * A conversation with who takes part. It is over when its window has passed by `now` (milliseconds), whether or
 * not anybody has written so. Undefined when this brand has no such conversation.
 */
export async function readConversation(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  now: number,
): Promise<ConversationView | undefined> {
  const conversation = await read(table, brand, conversationId);
  if (conversation === undefined) return undefined;
  const { item, participants } = conversation;
  const { openedBy, openedAt, closed } = item;
  return {
    conversationId,
    customerId: await ownerOf(table, brand, conversation),
    status: statusOf(conversation, now),
    openedAt,
    lastAt: lastAtOf(conversation),
    closed,
    closings: closingsOf(item),
    openedBy,
    channel: channelOf(openedBy),
    ...deskState.parse(item),
    participants: participants.map(({ identity }) => ({ identity })),
  };
}

/** A page of a conversation: its participants' timelines inside its span. Undefined when there is none such. */
export async function readConversationPage(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  { limit, cursor, order }: PageQuery,
): Promise<Page | undefined> {
  const conversation = await read(table, brand, conversationId);
  if (conversation === undefined) return undefined;
  const { item, participants, held } = conversation;
  const to = held.size === 0 ? behind(lastAtOf(conversation)) : END;
  const lanes = participants.map(({ identity }) => ({ identity, from: item.openedAt, to }));
  const isNewestFirst = order !== 'oldest-first';
  const filter = { equals: { conversationId } };
  return pageOf(
    table,
    brand,
    await mergeTimelines(table, { brand, lanes, limit, cursor, isNewestFirst, filter }),
  );
}
