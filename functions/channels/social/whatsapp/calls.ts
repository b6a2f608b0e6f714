import type { ProviderEvent } from '../../../interaction/event.ts';
import { envelopeOf, type Line, otherOf } from './line.ts';
import { callSchema } from './payload.ts';
import { contactOf, type PersonIds } from './person.ts';

type CallState = Extract<ProviderEvent, { type: 'call-progress' }>['state'];

/** What a call of ours meets at the person's side, as `statuses` of type `call` tell it. */
export const callStates: ReadonlyMap<string, CallState> = new Map<string, CallState>([
  ['RINGING', 'ringing'],
  ['ACCEPTED', 'answered'],
  ['REJECTED', 'busy'],
]);

/**
 * The events of one element of `calls`: one call is one interaction, recorded when it begins and moved when it
 * ends. https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/reference
 */
export function callEvents(item: unknown, line: Line): ProviderEvent[] {
  const { data: call } = callSchema.safeParse(item);
  if (call === undefined) return [otherOf(line, { type: 'calls', item })];
  const ours =
    call.direction === 'BUSINESS_INITIATED' || (call.from !== undefined && call.from === line.ownNumber);
  const person: PersonIds = ours
    ? { number: call.to, userId: call.to_user_id }
    : { number: call.from, userId: call.from_user_id };
  const contact = contactOf(line, person);
  const direction = ours ? 'outbound' : 'inbound';
  if (contact === undefined) return [otherOf(line, { type: 'calls', item, direction })];
  const envelope = envelopeOf(line, call.id, call.timestamp);
  const progress = { type: 'call-progress', ...envelope, identity: contact.identity } as const;
  if (call.event === 'terminate') {
    const state = call.status === 'FAILED' ? 'failed' : 'completed';
    return [{ ...progress, state, durationSeconds: call.duration }];
  }
  const recorded = {
    type: 'recorded',
    ...envelope,
    interaction: { kind: 'call', direction, contact },
  } as const;
  // That a call of ours rings is told by its status.
  return ours ? [recorded] : [recorded, { ...progress, state: 'ringing' }];
}
