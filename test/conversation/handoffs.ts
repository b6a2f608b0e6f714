import {
  type HandoffRequest,
  type IssuedHandoff,
  issueHandoff,
} from '../../functions/conversation/issue-handoff.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import { interactionItem } from '../../functions/store/items.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { interactionKey } from '../../functions/store/keys.ts';
import { readItem } from '../../functions/store/read-items.ts';
import { type MessageOptions, message, noon, routingOf } from '../router/events.ts';

export const visitor: Identity = { kind: 'visitor', scope: 'shop.example', value: 'v-1' };
export const chat = { provider: 'chat/shop', account: 'shop.example', identity: visitor } as const;

/** Routes a message at a time (ms after noon) and resolves to how it was recorded. */
export async function send(table: JourneyTable, options: MessageOptions) {
  return sendEvent(table, message(options));
}

export async function sendEvent(table: JourneyTable, event: RecordedEvent) {
  await routeEvent(routingOf(table, Date.parse(event.receivedAt)), event);
  return recordedAs(table, event);
}

export async function recordedAs(table: JourneyTable, event: RecordedEvent) {
  return interactionItem.parse(await readItem(table, interactionKey(interactionId(event))));
}

export function issue(
  table: JourneyTable,
  request: Omit<HandoffRequest, 'brand' | 'by'>,
  atMs = 0,
): Promise<IssuedHandoff> {
  return issueHandoff(routingOf(table, noon + atMs), { brand: 'demo', by: 'tests', ...request });
}

/** A conversation that a visitor opened by chat, and its id. */
export async function openedByChat(table: JourneyTable): Promise<string> {
  const { conversationId = '' } = await send(table, { ...chat, id: 'chat-1', text: 'Is it in stock?' });
  return conversationId;
}

/** True when the identities are one person. */
export async function areOne(table: JourneyTable, left: Identity, right: Identity): Promise<boolean> {
  const [one, other] = await Promise.all(
    [left, right].map((identity) => findCustomerId(table, 'demo', identity)),
  );
  return one !== undefined && one === other;
}

/** Another code than this one. */
export function wrong(code: string, by = 1): string {
  return String((Number(code) + by) % 1_000_000).padStart(6, '0');
}
