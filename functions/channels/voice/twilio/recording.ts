import type { ProviderEvent } from '../../../interaction/event.ts';
import { type CallDelivery, envelope, unknown } from './envelope.ts';
import { secondsOf, timeOf } from './wire-values.ts';

type RecordingState = Extract<ProviderEvent, { type: 'recording' }>['state'];

/**
 * Without a status (a `<Record>` that ended, a call that ended) the file may not be there yet.
 * https://www.twilio.com/docs/voice/api/recording#recording-status-values
 */
const states = new Map<string, RecordingState>([
  ['', 'in-progress'],
  ['in-progress', 'in-progress'],
  ['completed', 'completed'],
  ['absent', 'absent'],
  ['failed', 'failed'],
]);

function endOf(start: number | undefined, seconds: number | undefined): number | undefined {
  return start === undefined ? undefined : start + (seconds ?? 0) * 1000;
}

/** A recording of the call moves forward; a status or a recording without a name is kept as `other`. */
export function recordingEvents(delivery: CallDelivery): ProviderEvent[] {
  const { payload, receivedAt } = delivery;
  const { fields } = payload;
  const state = states.get(fields.RecordingStatus ?? '');
  if (state === undefined || !fields.RecordingSid) {
    return [unknown(payload, `RecordingStatus=${fields.RecordingStatus ?? ''}`, receivedAt)];
  }
  const seconds = fields.RecordingStatus ? secondsOf(fields.RecordingDuration) : undefined;
  return [
    {
      type: 'recording',
      ...envelope(delivery, endOf(timeOf(fields.RecordingStartTime), seconds)),
      recordingId: fields.RecordingSid,
      state,
      ...(fields.RecordingUrl && { url: fields.RecordingUrl }),
      ...(seconds !== undefined && { durationSeconds: seconds }),
    },
  ];
}
