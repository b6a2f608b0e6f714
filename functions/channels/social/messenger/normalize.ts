import * as z from 'zod/mini';
import type { ProviderEvent } from '../../../interaction/event.ts';
import { otherEvent } from '../../other-event.ts';
import { manifest } from './manifest.ts';
import { messageEvents } from './message.ts';
import { deliveryEvents, editEvents, reactionEvents, readEvents } from './moves.ts';
import { changeSchema, entrySchema, itemSchema, type Payload } from './payload.ts';
import { postbackEvents, referralEvents } from './postback.ts';
import { type Thread, threadOf } from './thread.ts';

type Reader = (content: unknown, thread: Thread, item: unknown) => ProviderEvent[] | undefined;

/** The one thing that happened, by the field it stands in. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['message', messageEvents],
  ['postback', postbackEvents],
  ['reaction', reactionEvents],
  ['message_edit', editEvents],
  ['delivery', deliveryEvents],
  ['read', readEvents],
  ['referral', referralEvents],
]);
const ABOUT = ['sender', 'recipient', 'timestamp'];
const record = z.catch(z.record(z.string(), z.unknown()), {});

interface Page {
  id: string;
  /** When the entry was made, milliseconds. */
  time: number | undefined;
  receivedAt: number;
}

function otherOf(page: Omit<Page, 'time'>, type: string, item: unknown, thread?: Thread): ProviderEvent {
  const { id: account, receivedAt } = page;
  return otherEvent({ ...thread, provider: manifest.id, account, receivedAt, type, item });
}

/** The events of one element of `messaging` or `standby`. */
function itemEvents(item: unknown, list: string, page: Page): ProviderEvent[] {
  const thread = threadOf(page.id, item, page.time, page.receivedAt);
  const fields = Object.entries(record.parse(item)).filter(([name]) => !ABOUT.includes(name));
  const known = fields.filter(([name]) => readers.has(name));
  const results = known.map(([name, content]) => readers.get(name)?.(content, thread, item));
  const events = results.flatMap((result) => result ?? []);
  if (known.length > 0 && !results.includes(undefined)) return events;
  return [...events, otherOf(page, fields[0]?.[0] ?? list, item, thread)];
}

/** Page events such as `feed`; Meta's test console also sends messaging items in this form. */
function changeEvents(item: unknown, page: Page): ProviderEvent[] {
  const { data: change } = changeSchema.safeParse(item);
  const { sender, recipient } = itemSchema.parse(change?.value);
  if (sender !== undefined && recipient !== undefined) return itemEvents(change?.value, 'changes', page);
  return [otherOf(page, change?.field ?? 'changes', item)];
}

const lists: ReadonlyMap<string, (item: unknown, page: Page) => ProviderEvent[]> = new Map([
  ['messaging', (item: unknown, page: Page) => itemEvents(item, 'messaging', page)],
  ['standby', (item: unknown, page: Page) => itemEvents(item, 'standby', page)],
  ['changes', changeEvents],
]);

function entryEvents(item: unknown, receivedAt: number): ProviderEvent[] {
  const { data: entry } = entrySchema.safeParse(item);
  if (entry === undefined) return [otherOf({ id: 'unknown', receivedAt }, 'entry', item)];
  const page = { id: entry.id, time: entry.time, receivedAt };
  const read = Object.entries(entry).flatMap(([name, items]) => {
    const reader = lists.get(name);
    return reader !== undefined && Array.isArray(items) ? [{ reader, items }] : [];
  });
  if (read.length === 0) return [otherOf(page, 'entry', item)];
  return read.flatMap(({ reader, items }) => items.flatMap((element: unknown) => reader(element, page)));
}

/** The events of a page's delivery: every entry, every list, every item. */
export function normalize(payload: Payload, receivedAt: number): ProviderEvent[] {
  return payload.entry.flatMap((entry) => entryEvents(entry, receivedAt));
}
