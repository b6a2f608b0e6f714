import * as z from 'zod';
import { lapseOf } from './conversation-items.ts';
import {
  type ConversationItem,
  conversationItem,
  type OpenConversation,
  participantItem,
  snapshotItem,
} from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import type { ConversationView, Page, PageQuery } from './journey-view.ts';
import { behind, channelOf, conversationKey, PARTICIPANT, snapshotKey } from './keys.ts';
import { mergeTimelines } from './merge-timelines.ts';
import { pageOf } from './page.ts';
import { queryItems } from './query-items.ts';
import { readItem } from './read-items.ts';
import { END } from './timeline.ts';

interface Conversation {
  item: ConversationItem;
  participants: z.infer<typeof participantItem>[];
  /** Its entry in the customer's snapshot, while it has one. */
  entry: OpenConversation | undefined;
}

const sorted = z.object({ sk: z.string() });

async function read(table: JourneyTable, brand: string, id: string): Promise<Conversation | undefined> {
  const key = conversationKey(brand, id);
  const items = await queryItems(table, key);
  const own = items.find((item) => sorted.parse(item).sk === key.sk);
  if (own === undefined) return undefined;
  const item = conversationItem.parse(own);
  const snapshot = await readItem(table, snapshotKey(brand, item.customerId));
  return {
    item,
    participants: items
      .filter((candidate) => sorted.parse(candidate).sk.startsWith(PARTICIPANT))
      .map((candidate) => participantItem.parse(candidate)),
    entry: snapshot && snapshotItem.parse(snapshot).conversations[id],
  };
}

function lastAtOf({ item, entry }: Conversation): string {
  return [item.openedAt, item.lastAt ?? '', entry?.lastAt ?? ''].sort().at(-1) ?? item.openedAt;
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
  const { item, participants, entry } = conversation;
  const { customerId, openedBy, openedAt, agentQueue, priority, assignee } = item;
  const lastAt = lastAtOf(conversation);
  const isOver = entry === undefined || Date.parse(lapseOf(lastAt, item.windowHours)) < now;
  return {
    conversationId,
    customerId,
    status: isOver ? 'lapsed' : 'open',
    openedAt,
    lastAt,
    openedBy,
    channel: channelOf(openedBy),
    agentQueue,
    priority,
    assignee,
    participants,
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
  const { item, participants, entry } = conversation;
  const to = entry === undefined ? behind(lastAtOf(conversation)) : END;
  const lanes = participants.map(({ identity }) => ({ identity, from: item.openedAt, to }));
  const isNewestFirst = order !== 'oldest-first';
  const filter = { equals: { conversationId } };
  return pageOf(
    table,
    brand,
    await mergeTimelines(table, { brand, lanes, limit, cursor, isNewestFirst, filter }),
  );
}
