import * as z from 'zod';
import { interactionId } from '../interaction/ids.ts';
import type { JourneyTable } from './journey-table.ts';
import { interactionKey } from './keys.ts';
import { DELETED, holdsContent, type Mark, type MarkingEvent, markOf, surpasses } from './marks.ts';
import { readItem } from './read-items.ts';
import { contention, Expression, MAX_TRIES, type Update, updateItem } from './update.ts';

/** `stub`: the interaction itself has not been recorded yet. `unchanged`: the mark stood there; nothing was written. */
export type Movement = 'moved' | 'stub' | 'unchanged';

/** A stub that no recording takes over goes after this time. */
const STUB_SECONDS = 90 * 24 * 3600;

type Standing = Record<string, unknown> | undefined;
interface Step {
  expression: Expression;
  update: Update;
}

const orderedMark = z.object({ order: z.string() });

function orderOf(item: Standing, attribute: string): string | undefined {
  const standing = item?.[attribute];
  return standing === undefined ? undefined : orderedMark.parse(standing).order;
}

/** Sets the mark, unless the item has moved on in the meantime. */
function setMark(item: Standing, mark: Mark, now: number): Step {
  const expression = new Expression();
  const path = expression.path(mark.attribute);
  const order = expression.path(mark.attribute, 'order');
  const isAhead = `${order} ${mark.keep === 'smallest' ? '>' : '<'} ${expression.value(mark.value.order)}`;
  const set = [`${path} = ${expression.value(mark.value)}`];
  const conditions = [`attribute_not_exists(${path}) OR ${isAhead}`];
  const recordedAt = expression.path('recordedAt');
  if (item !== undefined && 'recordedAt' in item) conditions.push(`attribute_exists(${recordedAt})`);
  else {
    conditions.push(`attribute_not_exists(${recordedAt})`);
    const expiresAt = expression.path('expiresAt');
    const expiry = expression.value(Math.floor(now / 1000) + STUB_SECONDS);
    set.push(`${expiresAt} = if_not_exists(${expiresAt}, ${expiry})`);
  }
  if (holdsContent(mark.attribute)) conditions.push(`attribute_not_exists(${expression.path(DELETED)})`);
  const remove = mark.attribute === DELETED ? pathsOfContent(item, expression) : [];
  return { expression, update: { set, remove, conditions } };
}

function contentOf(item: Standing): string[] {
  return Object.keys(item ?? {}).filter(holdsContent);
}

/** DynamoDB takes a limited expression: what does not fit is removed by the next step. */
const MAX_REMOVED = 100;

function pathsOfContent(item: Standing, expression: Expression): string[] {
  return contentOf(item)
    .slice(0, MAX_REMOVED)
    .map((attribute) => expression.path(attribute));
}

/** Removes what the deletion left: an edit that came in between, or more than one update takes. */
function erase(item: Standing): Step {
  const expression = new Expression();
  const remove = pathsOfContent(item, expression);
  return { expression, update: { remove, conditions: [`attribute_exists(${expression.path(DELETED)})`] } };
}

/** What still has to be written so that the item shows the mark; undefined when nothing has. */
function nextStep(item: Standing, mark: Mark, now: number): Step | undefined {
  const isDeleted = item !== undefined && DELETED in item;
  if (holdsContent(mark.attribute) && isDeleted) return undefined;
  if (surpasses(mark, orderOf(item, mark.attribute))) return setMark(item, mark, now);
  return mark.attribute === DELETED && contentOf(item).length > 0 ? erase(item) : undefined;
}

/**
 * Moves an interaction forward by an event (receipt, call progress, edit, deletion …). In any order and however
 * often, the same events leave the same item; one that is there already costs no write. `now` in milliseconds.
 */
export async function moveInteraction(
  table: JourneyTable,
  event: MarkingEvent,
  now: number,
): Promise<Movement> {
  const key = interactionKey(interactionId(event));
  const mark = markOf(event);
  let item = await readItem(table, key);
  let movement: Movement = 'unchanged';
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const step = nextStep(item, mark, now);
    if (step === undefined) return movement;
    const result = await updateItem(table, key, step.expression, step.update);
    item = result.item;
    if (result.applied) movement = item !== undefined && 'recordedAt' in item ? 'moved' : 'stub';
  }
  throw contention('interaction');
}
