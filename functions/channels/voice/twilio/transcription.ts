import * as z from 'zod/mini';
import type { ProviderEvent } from '../../../interaction/event.ts';
import { parseJson } from '../../../text/json.ts';
import { type CallDelivery, envelope, unknown } from './envelope.ts';
import { timeOf } from './wire-values.ts';

const dataSchema = z.looseObject({ transcript: z.string() });

function transcription(
  delivery: CallDelivery,
  said: { transcriptionId: string; state: 'completed' | 'failed'; text?: string | undefined },
): ProviderEvent {
  const { fields } = delivery.payload;
  return {
    type: 'transcription',
    ...envelope(delivery, timeOf(fields.Timestamp)),
    ...said,
    ...(fields.RecordingSid && { recordingId: fields.RecordingSid }),
  };
}

/** The text of a recording. https://www.twilio.com/docs/voice/twiml/record#attributes-transcribe-callback */
function ofRecording(delivery: CallDelivery): ProviderEvent {
  const { TranscriptionSid, TranscriptionStatus, TranscriptionText } = delivery.payload.fields;
  const state = TranscriptionStatus;
  if (!TranscriptionSid || (state !== 'completed' && state !== 'failed')) {
    return unknown(delivery.payload, `TranscriptionStatus=${state ?? ''}`, delivery.receivedAt);
  }
  return transcription(delivery, {
    transcriptionId: TranscriptionSid,
    state,
    text: TranscriptionText || undefined,
  });
}

/** One utterance: the id tells order and track, so that each is kept once. */
function utterance(delivery: CallDelivery): ProviderEvent {
  const { fields } = delivery.payload;
  const data = dataSchema.safeParse(parseJson(Buffer.from(fields.TranscriptionData ?? '')));
  const id = [fields.TranscriptionSid, fields.SequenceId, fields.Track];
  if (!data.success || id.some((part) => !part))
    return unknown(delivery.payload, 'transcription-content', delivery.receivedAt);
  return transcription(delivery, {
    transcriptionId: id.join('/'),
    state: 'completed',
    text: data.data.transcript,
  });
}

/** Live transcription: final utterances count; partial ones, its start and its end say nothing new. */
function live(delivery: CallDelivery, event: string): ProviderEvent[] {
  const { fields } = delivery.payload;
  switch (event) {
    case 'transcription-content':
      return fields.Final === 'false' ? [] : [utterance(delivery)];
    case 'transcription-started':
    case 'transcription-stopped':
      return [];
    case 'transcription-error':
      return [
        transcription(delivery, { transcriptionId: fields.TranscriptionSid || 'live', state: 'failed' }),
      ];
    default:
      return [unknown(delivery.payload, event, delivery.receivedAt)];
  }
}

/** Both kinds of transcription that Twilio Voice reports. Throws PayloadError when an utterance is unreadable. */
export function transcriptionEvents(delivery: CallDelivery): ProviderEvent[] {
  const event = delivery.payload.fields.TranscriptionEvent;
  return event ? live(delivery, event) : [ofRecording(delivery)];
}
