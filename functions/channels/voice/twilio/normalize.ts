import type { ProviderEvent } from '../../../interaction/event.ts';
import { callEvents, secondLegEvents } from './call.ts';
import { unknown } from './envelope.ts';
import type { Payload } from './payload.ts';
import { recordingEvents } from './recording.ts';
import { transcriptionEvents } from './transcription.ts';

/** One call is one interaction, `CallSid` its id: one delivery records it or moves it forward. */
export function normalize(payload: Payload, receivedAt: number): ProviderEvent[] {
  const { fields } = payload;
  const callSid = fields.ParentCallSid || fields.CallSid;
  if (!callSid) return [unknown(payload, 'no CallSid', receivedAt)];
  const delivery = { payload, callSid, receivedAt };
  if (fields.TranscriptionSid || fields.TranscriptionEvent) return transcriptionEvents(delivery);
  if (fields.RecordingStatus) return recordingEvents(delivery);
  return fields.ParentCallSid ? secondLegEvents(delivery) : callEvents(delivery);
}
