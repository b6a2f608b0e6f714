import { describe, expect, it } from 'vitest';
import { type Mark, type MarkingEvent, markOf, surpasses } from '../../functions/store/marks.ts';
import { moving } from '../router/events.ts';

function mark(atMs: number, change: Parameters<typeof moving>[2]): Mark {
  return markOf(moving('1', atMs, change) as MarkingEvent);
}

/** True when the first stays, whichever of the two stands. */
function stays(first: Mark, second: Mark): boolean {
  expect(first.attribute).toBe(second.attribute);
  expect(surpasses(first, second.value.order)).toBe(!surpasses(second, first.value.order));
  return surpasses(first, second.value.order);
}

describe('of two marks for one attribute', () => {
  it('the earlier receipt stays: a redelivery may carry a later time', () => {
    const receipt = { type: 'receipt', status: 'sent' } as const;
    expect(stays(mark(1, receipt), mark(2, receipt))).toBe(true);
    expect(surpasses(mark(1, receipt), mark(1, receipt).value.order)).toBe(false);
  });

  it('the failure that knows its cause stays, even when it is later', () => {
    const failed = { type: 'receipt', status: 'failed' } as const;
    expect(stays(mark(2, { ...failed, error: { code: '30003' } }), mark(1, failed))).toBe(true);
  });

  it('the call that knows its duration stays, even when it is later', () => {
    const ended = { type: 'call-progress', state: 'completed' } as const;
    const told = { ...ended, durationSeconds: 7 };
    expect(stays(mark(2, told), mark(1, ended))).toBe(true);
    expect(stays(mark(2, { ...told, outcome: 'solved' }), mark(1, told))).toBe(true);
  });

  it('the recording that is further stays', () => {
    const recording = { type: 'recording', recordingId: 'RE1' } as const;
    const states = ['in-progress', 'absent', 'failed', 'completed'] as const;
    for (const [index, state] of states.entries())
      for (const earlier of states.slice(0, index))
        expect(stays(mark(2, { ...recording, state }), mark(1, { ...recording, state: earlier }))).toBe(true);
  });

  it('the transcription that succeeded stays', () => {
    const transcription = { type: 'transcription', transcriptionId: 'TR1' } as const;
    const completed = mark(2, { ...transcription, state: 'completed', text: 'Hello' });
    expect(stays(completed, mark(1, { ...transcription, state: 'failed' }))).toBe(true);
  });

  it('the later reaction stays, and taking back is one', () => {
    const reaction = { type: 'reaction', direction: 'inbound' } as const;
    expect(stays(mark(2, reaction), mark(1, { ...reaction, emoji: '👍' }))).toBe(true);
    expect(stays(mark(2, { ...reaction, emoji: '👍' }), mark(1, reaction))).toBe(true);
  });
});
