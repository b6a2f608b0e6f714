import { HOUR_MS } from '../interaction/time.ts';
import type { DeskOpening } from '../store/desk.ts';
import type { Desk, Notes } from '../store/desk-state.ts';
import type { OpenConversation } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';

/** What continuing a conversation needs beyond the event. */
export interface Conversing {
  table: JourneyTable;
  windowHours: number;
  /** Milliseconds since 1970, by the router's clock: a redriven event says only when it was received. */
  now: number;
  desk: DeskOfTurn;
}

/** Where conversations are answered, as far as one turn concerns it (functions/routing). */
export interface DeskOfTurn {
  /** When the turn asks, if that is later than all that is known; undefined when it asks nothing. */
  asksLater(known: Notes & Partial<OpenConversation>): string | undefined;
  /** What it must be told of the turn besides what it knows; undefined when that is nothing. */
  news(known: Notes & Partial<OpenConversation>): Promise<Notes | undefined>;
  /** Who is to answer a conversation that opens, and by when. */
  open(opening: DeskOpening): Promise<Desk>;
  /** Changes the conversation by the news; told twice, it changes once. */
  tell(conversationId: string, news: Notes): Promise<void>;
  /** A conversation goes on, which was over or is new to this person: what their set notes of it. */
  reopen(conversationId: string, isOver: boolean): Promise<Notes>;
}

/** True when the window behind an event time has passed. */
export function isPast(at: string, { now, windowHours }: Pick<Conversing, 'now' | 'windowHours'>): boolean {
  return Date.parse(at) + windowHours * HOUR_MS < now;
}
