import { describe, expect, it } from 'vitest';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { eventId, queueIds } from '../../functions/interaction/event-ids.ts';

const envelope = {
  version: 1,
  brand: 'demo',
  provider: 'voice/twilio',
  account: '+14155550199',
  providerInteractionId: 'CA1',
  at: '2026-03-04T10:00:00.000Z',
  receivedAt: '2026-03-04T10:00:00.000Z',
} as const;
const person = { kind: 'phone', scope: '', value: '+14155550123' } as const;

describe('the event id', () => {
  it('is equal on redelivery, whatever the receive time', () => {
    const event: InteractionEvent = { type: 'call-progress', ...envelope, state: 'ringing' };
    expect(eventId({ ...event, receivedAt: '2026-03-04T11:00:00.000Z' })).toBe(eventId(event));
  });

  it('tells the same state with more to say apart, so that the queue does not drop what is news', () => {
    const completed: InteractionEvent = { type: 'call-progress', ...envelope, state: 'completed' };
    expect(eventId({ ...completed, durationSeconds: 41 })).not.toBe(eventId(completed));
    expect(eventId({ ...completed, outcome: 'solved' })).not.toBe(eventId(completed));
    const failed: InteractionEvent = { type: 'receipt', ...envelope, status: 'failed' };
    expect(eventId({ ...failed, error: { code: '30003' } })).not.toBe(eventId(failed));
  });

  it('tells our reaction from the one of the customer', () => {
    const theirs: InteractionEvent = {
      type: 'reaction',
      ...envelope,
      direction: 'inbound',
      identity: person,
      emoji: '👍',
    };
    expect(eventId({ ...theirs, direction: 'outbound' })).not.toBe(eventId(theirs));
  });
});

describe('the queue ids', () => {
  it('keep one group per identity inside a brand, whatever the channel', () => {
    const call: InteractionEvent = { type: 'call-progress', ...envelope, identity: person, state: 'ringing' };
    const text: InteractionEvent = {
      type: 'receipt',
      ...envelope,
      provider: 'sms/twilio',
      identity: person,
      status: 'sent',
    };
    expect(queueIds(text).groupId).toBe(queueIds(call).groupId);
    expect(queueIds({ ...call, brand: 'other' }).groupId).not.toBe(queueIds(call).groupId);
  });

  it('fit SQS, whatever the provider’s id looks like', () => {
    const odd: InteractionEvent = {
      type: 'deletion',
      ...envelope,
      providerInteractionId: `#:\u0000${'é'.repeat(500)}`,
    };
    const { groupId, deduplicationId } = queueIds(odd);
    expect(groupId).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(deduplicationId).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
