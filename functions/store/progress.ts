import * as z from 'zod';
import type { callStates, receiptStatuses } from '../interaction/event.ts';
import { timestampSchema } from '../interaction/time.ts';
import type { Progress } from './journey-view.ts';
import { DELETED } from './marks.ts';

const at = timestampSchema;
const receiptMark = z.object({
  at,
  error: z.object({ code: z.string(), title: z.string().optional() }).optional(),
});
const callMark = z.object({
  at,
  durationSeconds: z.number().optional(),
  outcome: z.string().optional(),
});
const recordingMark = z.object({
  recordingId: z.string(),
  state: z.string(),
  url: z.string().optional(),
  durationSeconds: z.number().optional(),
});
const transcriptionMark = z.object({
  transcriptionId: z.string(),
  state: z.string(),
  recordingId: z.string().optional(),
  text: z.string().optional(),
});
const reactionMark = z.object({ emoji: z.string().nullable(), at });
const editMark = z.object({ revision: z.number(), text: z.string(), at });
const deletedMark = z.object({ at });

/** Furthest first. A message that failed at one try and was delivered by another was delivered. */
const statusOrder = [
  'read',
  'delivered',
  'failed',
  'sent',
  'queued',
] as const satisfies (typeof receiptStatuses)[number][];
const callOrder = [
  'completed',
  'failed',
  'busy',
  'no-answer',
  'canceled',
  'answered',
  'ringing',
] as const satisfies (typeof callStates)[number][];

type Marks = Record<string, unknown>;

/** All marks whose attribute begins so, in the order of their names. */
function all<Schema extends z.ZodType>(marks: Marks, prefix: string, schema: Schema): z.infer<Schema>[] {
  return Object.keys(marks)
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => schema.parse(marks[name]));
}

/** How far the person's address says that everything was delivered or read. */
export interface Watermarks {
  deliveredUpTo?: string | undefined;
  readUpTo?: string | undefined;
}

function statusOf(
  marks: Marks,
  sentAt: string | undefined,
  watermarks: Watermarks,
): Pick<Progress, 'status' | 'error'> {
  const reached = (upTo: string | undefined) => sentAt !== undefined && upTo !== undefined && sentAt <= upTo;
  const status = statusOrder.find(
    (candidate) =>
      `receipt:${candidate}` in marks ||
      (candidate === 'read' && reached(watermarks.readUpTo)) ||
      (candidate === 'delivered' && reached(watermarks.deliveredUpTo)),
  );
  if (status === undefined) return {};
  if (status !== 'failed') return { status };
  const { error } = receiptMark.parse(marks['receipt:failed']);
  return { status, ...(error && { error }) };
}

function callOf(marks: Marks): Pick<Progress, 'call'> {
  const state = callOrder.find((candidate) => `call:${candidate}` in marks);
  if (state === undefined) return {};
  const { durationSeconds, outcome } = callMark.parse(marks[`call:${state}`]);
  return { call: { state, durationSeconds, ...(outcome && { outcome }) } };
}

/**
 * Folds an item's marks into what became of the interaction. Watermarks count for what we sent (`sentAt`, its
 * event time; undefined for what the person sent). Pure.
 */
export function progressOf(marks: Marks, sentAt: string | undefined, watermarks: Watermarks): Progress {
  const isDeleted = DELETED in marks;
  const edits = isDeleted ? [] : all(marks, 'edit:', editMark);
  return {
    ...statusOf(marks, sentAt, watermarks),
    ...callOf(marks),
    recordings: all(marks, 'recording:', recordingMark),
    transcriptions: isDeleted ? [] : all(marks, 'transcription:', transcriptionMark),
    reactions: all(marks, 'reaction:', reactionMark).flatMap((reaction) =>
      reaction.emoji === null ? [] : [{ emoji: reaction.emoji, at: reaction.at }],
    ),
    edits: edits.sort((left, right) => left.revision - right.revision),
    ...(isDeleted && { deletedAt: deletedMark.parse(marks[DELETED]).at }),
  };
}
