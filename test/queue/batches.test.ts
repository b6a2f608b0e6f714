import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, type QueueEntry, queueEntry } from '../../functions/queue/routing-queue.ts';
import { messageEvent } from '../intake/example-events.ts';

const entry = (sizeBytes: number): QueueEntry => ({
  body: '',
  sizeBytes,
  groupId: 'g',
  deduplicationId: 'd',
});
const total = (batch: readonly QueueEntry[]) => batch.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

describe('batches for the routing queue', () => {
  it('are as SQS takes them, lose nothing and keep the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 * 1024 }), { maxLength: 60 }), (sizes) => {
        const entries = sizes.map(entry);
        const batches = batchesOf(entries);
        expect(batches.flat()).toEqual(entries);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(10);
          expect(total(batch)).toBeLessThanOrEqual(256 * 1024);
        }
      }),
    );
  });

  it('are one call per ten small events', () => {
    const sizes = (events: number) => batchesOf(Array.from({ length: events }, () => entry(900))).length;
    expect([0, 1, 10, 11, 20, 1_000].map(sizes)).toEqual([0, 1, 1, 2, 2, 100]);
  });

  it('count bytes, not characters', () => {
    const { body, sizeBytes } = queueEntry(messageEvent('é😀'));
    expect(sizeBytes).toBe(body.length + 1 + 2);
  });

  it('have ids that SQS takes, equal on redelivery and different for different messages', () => {
    const [first, again, other] = ['m-1', 'm-1', 'm-2'].map((id) => queueEntry(messageEvent('x', id)));
    expect(first).toEqual(again);
    expect(first?.groupId).toBe(other?.groupId);
    expect(first?.deduplicationId).not.toBe(other?.deduplicationId);
    for (const id of [first?.groupId, first?.deduplicationId]) expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
