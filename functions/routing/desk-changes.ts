import type { BrandSettings } from '../interaction/brand-settings.ts';
import { type Priority, prioritySchema } from '../interaction/routing-settings.ts';
import type { Desk, Notes } from '../store/desk-state.ts';
import { afterOpenMinutes } from './opening-hours.ts';
import { type Assignment, raised } from './rules.ts';

// Pure: what becomes of a conversation's desk. Times are ISO 8601 UTC with milliseconds.

function later(settings: BrandSettings, from: string, minutes: number | undefined): string | undefined {
  if (minutes === undefined) return undefined;
  const moment = afterOpenMinutes(settings.hours, Date.parse(from), minutes);
  return moment === undefined ? undefined : new Date(moment).toISOString();
}

function dueFor(settings: BrandSettings, priority: number, from: string): string | undefined {
  const known: Priority = prioritySchema.parse(priority);
  return later(settings, from, settings.sla.firstAnswerMinutes[known]);
}

/** Somebody waits for an answer since `at`; who has the conversation already keeps it for a while. */
export function asked(
  settings: BrandSettings,
  desk: Pick<Desk, 'priority' | 'assignee'>,
  at: string,
): Partial<Desk> {
  const { timeoutMinutes } = settings.routing.sticky;
  return {
    askedAt: at,
    isWaiting: true,
    dueAt: dueFor(settings, desk.priority, at),
    stickyUntil: desk.assignee === undefined ? undefined : later(settings, at, timeoutMinutes),
  };
}

/** Somebody waits for a further answer of the agent who has the conversation: nothing is due. */
export function askedThem(at: string): Partial<Desk> {
  return { askedAt: at, isWaiting: true };
}

/** The desk of a conversation that opens, with what its set notes of it. */
export function opened(
  settings: BrandSettings,
  { agentQueue, priority, skills }: Assignment,
  {
    at,
    notes,
    sticky,
  }: { at: string; notes: Notes; sticky?: Pick<Desk, 'assignee' | 'assigned'> | undefined },
): Desk {
  const desk: Desk = {
    agentQueue,
    priority,
    ...(skills.length > 0 && { skills: [...skills] }),
    ...sticky,
    ...(notes.offHours && { offHoursNoticeDue: at }),
    ...(notes.upset && { upsetAt: at }),
  };
  return { ...desk, ...(notes.askedAt !== undefined && asked(settings, desk, notes.askedAt)) };
}

/** The one who handled the person last did not answer: it is everybody's. */
export function released(): Partial<Desk> {
  return { assignee: undefined, assigned: undefined, stickyUntil: undefined };
}

/**
 * The first answer is late: one more urgent, and in the queue for such. A late one of the highest priority that is
 * there already is late for good: nothing more is due, and it waits on at the top.
 */
export function escalated(settings: BrandSettings, desk: Desk, now: string): Partial<Desk> {
  const agentQueue = settings.sla.escalationQueue ?? desk.agentQueue;
  const priority = raised(desk.priority);
  const isAtTop = priority === desk.priority && agentQueue === desk.agentQueue;
  return {
    ...released(),
    agentQueue,
    priority,
    escalations: (desk.escalations ?? 0) + 1,
    dueAt: isAtTop ? undefined : dueFor(settings, priority, now),
  };
}

/** What is to be done at `now`, by itself; undefined when it is nothing. */
export function overdue(
  settings: BrandSettings,
  desk: Desk,
  now: string,
): { action: 'escalated' | 'released'; change: Partial<Desk> } | undefined {
  if (desk.isWaiting === undefined) return undefined;
  if (desk.dueAt !== undefined && desk.dueAt <= now)
    return { action: 'escalated', change: escalated(settings, desk, now) };
  if (desk.stickyUntil !== undefined && desk.stickyUntil <= now)
    return { action: 'released', change: released() };
  return undefined;
}
