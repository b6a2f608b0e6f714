import type { ProviderEvent } from '../../../interaction/event.ts';
import { callEvents } from './calls.ts';
import { type Line, lineOf, milliseconds, otherOf } from './line.ts';
import { messageEvents } from './messages.ts';
import { changeSchema, entrySchema, type Payload, preferenceSchema } from './payload.ts';
import { contactOf } from './person.ts';
import { statusEvents } from './statuses.ts';

/** No interaction of ours says consent yet, so it is kept as it came, with the person it is about. */
function preferenceEvents(item: unknown, line: Line): ProviderEvent[] {
  const { wa_id, user_id, timestamp } = preferenceSchema.parse(item);
  const contact = contactOf(line, { number: wa_id, userId: user_id });
  return [otherOf(line, { type: 'user_preferences', item, contact, time: milliseconds(timestamp) })];
}

/** The lists a change may hold, whatever its field: `messages`, `smb_message_echoes`, `standby`, `calls` share them. */
const readers: ReadonlyMap<string, (item: unknown, line: Line) => ProviderEvent[]> = new Map([
  ['messages', (item: unknown, line: Line) => messageEvents(item, 'messages', line)],
  ['message_echoes', (item: unknown, line: Line) => messageEvents(item, 'message_echoes', line)],
  ['statuses', statusEvents],
  ['calls', callEvents],
  ['user_preferences', preferenceEvents],
  ['errors', (item: unknown, line: Line) => [otherOf(line, { type: 'errors', item })]],
]);
const ABOUT = ['messaging_product', 'metadata', 'contacts'];

/** What stands beside the lists and is more than a word: kept, since it may be a list that is new. */
function unread(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).filter(([name, held]) => {
    const read = ABOUT.includes(name) || (readers.has(name) && Array.isArray(held));
    return !read && typeof held === 'object' && held !== null;
  });
}

function changeEvents(item: unknown, businessAccount: string, receivedAt: number): ProviderEvent[] {
  const { data: change } = changeSchema.safeParse(item);
  if (change === undefined)
    return [otherOf({ account: businessAccount, receivedAt }, { type: 'changes', item })];
  const { field, value } = change;
  const line = lineOf(businessAccount, value, receivedAt);
  const lists = Object.entries(value).flatMap(([name, held]) => {
    const read = readers.get(name);
    return read !== undefined && Array.isArray(held) ? [{ read, items: held }] : [];
  });
  if (lists.length === 0) return [otherOf(line, { type: field, item })];
  return [
    ...lists.flatMap(({ read, items }) => items.flatMap((element: unknown) => read(element, line))),
    ...unread(value).map(([name, held]) => otherOf(line, { type: `${field}/${name}`, item: held })),
  ];
}

function entryEvents(item: unknown, receivedAt: number): ProviderEvent[] {
  const { data: entry } = entrySchema.safeParse(item);
  if (entry !== undefined)
    return entry.changes.flatMap((change) => changeEvents(change, entry.id, receivedAt));
  return [otherOf({ account: 'unknown', receivedAt }, { type: 'entry', item })];
}

/** The events of a WhatsApp delivery: every entry, every change, every element of every list. */
export function normalize(payload: Payload, receivedAt: number): ProviderEvent[] {
  return payload.entry.flatMap((entry) => entryEvents(entry, receivedAt));
}
