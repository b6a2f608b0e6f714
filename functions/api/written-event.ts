import * as z from 'zod';
import { type ProviderEvent, providerEventSchema } from '../interaction/event.ts';
import { eventTime } from '../interaction/event-time.ts';
import { addressBody } from './identity-parameter.ts';
import { time } from './parameters.ts';
import { writtenInteraction } from './written-interaction.ts';

const [recorded, receipt, watermark, callProgress, recording, transcription, edit, deletion, reaction] =
  providerEventSchema.options;

const ours = { receivedAt: true } as const;
const theirs = {
  version: z.literal(1).default(1),
  at: time.optional().meta({ description: 'When it happened, ISO 8601; now unless said.' }),
};
const who = { ...theirs, identity: addressBody.optional() };

/** An event as callers write it: the language of the routing queue, without the brand and the receive time. */
export const writtenEvent = z
  .discriminatedUnion('type', [
    recorded.omit(ours).extend({ ...theirs, interaction: writtenInteraction }),
    receipt.omit(ours).extend(who),
    watermark.omit(ours).extend({ ...theirs, identity: addressBody }),
    callProgress.omit(ours).extend(who),
    recording.omit(ours).extend(theirs),
    transcription.omit(ours).extend(theirs),
    edit.omit(ours).extend(who),
    deletion.omit(ours).extend(who),
    reaction.omit(ours).extend(who),
  ])
  .meta({ id: 'WrittenEvent', description: 'Records an interaction, or moves one forward.' });
export type WrittenEvent = z.output<typeof writtenEvent>;

/** The event as it came in at `receivedAt` (milliseconds since 1970). */
export function receivedEvent(event: WrittenEvent, receivedAt: number): ProviderEvent {
  const at = eventTime(event.at === undefined ? undefined : Date.parse(event.at), receivedAt);
  return { ...event, at, receivedAt: new Date(receivedAt).toISOString() };
}
