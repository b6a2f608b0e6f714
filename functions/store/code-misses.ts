import * as z from 'zod';
import type { JourneyTable } from './journey-table.ts';
import { codeMissesKey, type Key } from './keys.ts';
import { readItem } from './read-items.ts';
import { contention, Expression, MAX_TRIES, updateItem } from './update.ts';

/** Attempts at codes by their ids, with the time of each in milliseconds. */
const missesItem = z.object({ attempts: z.record(z.string(), z.number()) });
type Attempts = z.infer<typeof missesItem>['attempts'];

/** What counts attempts: one source's counter, or the brand's. */
export interface MissCounter {
  brand: string;
  /** Undefined for the whole brand. */
  sourceDigest?: string | undefined;
  /** So many misses within `windowMs` close it for as long again. */
  limit: number;
  windowMs: number;
}

function keyOf({ brand, sourceDigest }: MissCounter): Key {
  return codeMissesKey(brand, sourceDigest);
}

/** Until when (ms) so many attempts close a counter; undefined when they do not. Pure. */
export function closedUntil(
  attempts: Attempts,
  { limit, windowMs }: Pick<MissCounter, 'limit' | 'windowMs'>,
  now: number,
): number | undefined {
  const times = Object.values(attempts).sort((left, right) => left - right);
  const last = times.at(-1);
  const first = times.at(-limit);
  if (first === undefined || last === undefined || last - first >= windowMs) return undefined;
  return last + windowMs > now ? last + windowMs : undefined;
}

/** The attempts that may still close a counter. */
function fresh(attempts: Attempts, { limit, windowMs }: MissCounter, now: number): Attempts {
  // What closed a counter for its time is spent.
  if (Object.keys(attempts).length >= limit && closedUntil(attempts, { limit, windowMs }, 0) !== undefined)
    return {};
  return Object.fromEntries(Object.entries(attempts).filter(([, at]) => at > now - windowMs));
}

function expiresAt(counter: MissCounter, now: number): number {
  return Math.ceil((now + 2 * counter.windowMs) / 1000);
}

/** Adds an attempt where there is room, or where it counts already. */
async function add(table: JourneyTable, counter: MissCounter, attempt: string, now: number) {
  const expression = new Expression();
  const attempts = expression.path('attempts');
  const own = expression.path('attempts', attempt);
  return updateItem(table, keyOf(counter), expression, {
    set: [
      `${own} = if_not_exists(${own}, ${expression.value(now)})`,
      `${expression.path('expiresAt')} = ${expression.value(expiresAt(counter, now))}`,
    ],
    conditions: [
      `attribute_exists(${own}) OR (attribute_exists(${attempts}) AND size(${attempts}) < ${expression.value(counter.limit)})`,
    ],
  });
}

/** Begins a counter anew with what still counts, unless it has changed since it was read. */
async function restart(
  table: JourneyTable,
  counter: MissCounter,
  standing: Attempts | undefined,
  attempts: Attempts,
  now: number,
) {
  const expression = new Expression();
  const path = expression.path('attempts');
  return updateItem(table, keyOf(counter), expression, {
    set: [
      `${path} = ${expression.value(attempts)}`,
      `${expression.path('expiresAt')} = ${expression.value(expiresAt(counter, now))}`,
    ],
    conditions: [
      standing === undefined ? `attribute_not_exists(${path})` : `${path} = ${expression.value(standing)}`,
    ],
  });
}

/**
 * Counts an attempt before it is made, so that a thousand at once are no more than the limit; a retry of the same
 * attempt counts once. False when the counter is closed. Throws DeliveryError (retryable) under contention.
 */
export async function reserveAttempt(
  table: JourneyTable,
  counter: MissCounter,
  attempt: string,
  now: number,
): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const { applied, item } = await add(table, counter, attempt, now);
    if (applied) return true;
    const standing = item && missesItem.parse(item).attempts;
    if (standing !== undefined && closedUntil(standing, counter, now) !== undefined) return false;
    const kept = { ...fresh(standing ?? {}, counter, now), [attempt]: now };
    if ((await restart(table, counter, standing, kept, now)).applied) return true;
  }
  throw contention('count of wrong codes');
}

/** Takes back an attempt that was no miss. */
export async function releaseAttempt(
  table: JourneyTable,
  counter: MissCounter,
  attempt: string,
): Promise<void> {
  const expression = new Expression();
  const own = expression.path('attempts', attempt);
  await updateItem(table, keyOf(counter), expression, {
    remove: [own],
    conditions: [`attribute_exists(${own})`],
  });
}

/** Until when (ms) a counter is closed; undefined while it is open. */
export async function readClosedUntil(
  table: JourneyTable,
  counter: MissCounter,
  now: number,
): Promise<number | undefined> {
  const item = await readItem(table, keyOf(counter));
  return item && closedUntil(missesItem.parse(item).attempts, counter, now);
}
