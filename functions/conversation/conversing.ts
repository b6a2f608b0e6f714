import type { Channel } from '../interaction/identity.ts';
import type { ConversationItem } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';

export const HOUR_MS = 3_600_000;

/** What continuing a conversation needs beyond the event. */
export interface Conversing {
  table: JourneyTable;
  windowHours: number;
  /** Milliseconds since 1970, by the router's clock: a redriven event says only when it was received. */
  now: number;
  /** Where a conversation that opens on a channel is worked on. */
  assign(channel: Channel): Pick<ConversationItem, 'agentQueue' | 'priority'>;
}

/** True when the window behind an event time has passed. */
export function isPast(at: string, { now, windowHours }: Pick<Conversing, 'now' | 'windowHours'>): boolean {
  return Date.parse(at) + windowHours * HOUR_MS < now;
}
