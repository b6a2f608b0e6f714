import type { MovingEvent } from '../interaction/event.ts';
import { digest, escapePart, identityText } from '../interaction/ids.ts';
import type { Plain } from './attributes.ts';

/** An event that leaves a mark on one interaction. */
export type MarkingEvent = Exclude<MovingEvent, { type: 'watermark' }>;

/**
 * One step of an interaction's state, its own attribute of the item. Of two marks for the same attribute the
 * one whose `order` is smaller stays (of reactions, the greater): a semilattice, so that deliveries in any
 * order, and repeated, leave the same item.
 */
export interface Mark {
  attribute: string;
  keep: 'smallest' | 'greatest';
  value: { readonly [name: string]: Plain; readonly order: string };
}

/** The tombstone. */
export const DELETED = 'deleted';
/** Attributes that hold content, which a deletion removes for ever. */
export const CONTENT = 'content';
export const MOOD = 'mood';
const EDIT = 'edit:';
const TRANSCRIPTION = 'transcription:';

export function holdsContent(attribute: string): boolean {
  return (
    [CONTENT, MOOD].includes(attribute) || attribute.startsWith(EDIT) || attribute.startsWith(TRANSCRIPTION)
  );
}

const recordingRank = { completed: 0, failed: 1, absent: 2, 'in-progress': 3 } as const;
const transcriptionRank = { completed: 0, failed: 1 } as const;

/** Earliest first; what differs at the same time is ordered by its digest. */
function earliest(at: string, ...rest: Plain[]): string {
  const told = rest.filter((part) => part !== undefined);
  return told.length === 0 ? at : `${at}#${digest(JSON.stringify(told))}`;
}

/** The mark of an event. Pure. */
export function markOf(event: MarkingEvent): Mark {
  const { at } = event;
  switch (event.type) {
    case 'receipt': {
      const { status, error } = event;
      // The one that knows the cause says more.
      const order = `${error === undefined ? 1 : 0}#${earliest(at, error?.code, error?.title)}`;
      return { attribute: `receipt:${status}`, keep: 'smallest', value: { at, error, order } };
    }
    case 'call-progress': {
      const { state, durationSeconds, outcome } = event;
      // The one that knows the duration, or what came of it, says more.
      const untold = [durationSeconds, outcome].filter((part) => part === undefined).length;
      const order = `${untold}#${earliest(at, durationSeconds, outcome)}`;
      const value = { at, durationSeconds, outcome, order };
      return { attribute: `call:${state}`, keep: 'smallest', value };
    }
    case 'recording': {
      const { recordingId, state, url, durationSeconds } = event;
      const order = `${recordingRank[state]}#${earliest(at, url ?? '', durationSeconds)}`;
      return {
        attribute: `recording:${escapePart(recordingId)}`,
        keep: 'smallest',
        value: { recordingId, state, at, url, durationSeconds, order },
      };
    }
    case 'transcription': {
      const { transcriptionId, state, recordingId, text } = event;
      const order = `${transcriptionRank[state]}#${earliest(at, recordingId ?? '', text)}`;
      return {
        attribute: `${TRANSCRIPTION}${escapePart(transcriptionId)}`,
        keep: 'smallest',
        value: { transcriptionId, state, at, recordingId, text, order },
      };
    }
    case 'edit': {
      const { revision, text } = event;
      const order = earliest(at, text);
      return { attribute: `${EDIT}${revision}`, keep: 'smallest', value: { revision, at, text, order } };
    }
    case 'deletion':
      return { attribute: DELETED, keep: 'smallest', value: { at, order: at } };
    case 'reaction': {
      const whose = event.identity === undefined ? '' : identityText(event.identity);
      const emoji = event.emoji ?? null;
      const order = `${at}#${emoji ?? ''}`;
      return {
        attribute: `reaction:${digest(`${event.direction}:${whose}`)}`,
        keep: 'greatest',
        value: { emoji, at, order },
      };
    }
  }
}

/** True when the mark must replace what stands (its order, undefined when nothing does). */
export function surpasses(mark: Mark, standing: string | undefined): boolean {
  if (standing === undefined) return true;
  return mark.keep === 'smallest' ? mark.value.order < standing : mark.value.order > standing;
}
