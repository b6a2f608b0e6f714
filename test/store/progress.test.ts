import { describe, expect, it } from 'vitest';
import { progressOf } from '../../functions/store/progress.ts';
import { at } from '../router/events.ts';

const marks = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { at: at(0), order: at(0) }]));
const status = (...names: string[]) => progressOf(marks(...names), undefined, {}).status;

describe('what became of a message', () => {
  it('is the furthest status, whatever is missing in between', () => {
    expect(status()).toBeUndefined();
    expect(status('receipt:queued', 'receipt:sent')).toBe('sent');
    expect(status('receipt:failed', 'receipt:sent', 'receipt:queued')).toBe('failed');
    expect(status('receipt:delivered', 'receipt:failed')).toBe('delivered');
    expect(status('receipt:read')).toBe('read');
  });

  it('tells why it failed, and not of a failure that was overcome', () => {
    const failed = { at: at(0), error: { code: '30003', title: 'Unreachable' } };
    expect(progressOf({ 'receipt:failed': failed }, undefined, {}).error).toEqual({
      code: '30003',
      title: 'Unreachable',
    });
    const overcome = progressOf({ 'receipt:failed': failed, ...marks('receipt:delivered') }, undefined, {});
    expect(overcome).not.toHaveProperty('error');
  });

  it('knows watermarks, for what we sent up to then', () => {
    const watermarks = { deliveredUpTo: at(20), readUpTo: at(10) };
    expect(progressOf({}, at(10), watermarks).status).toBe('read');
    expect(progressOf({}, at(11), watermarks).status).toBe('delivered');
    expect(progressOf(marks('receipt:sent'), at(21), watermarks).status).toBe('sent');
    expect(progressOf({}, undefined, watermarks).status).toBeUndefined();
  });
});

describe('what became of a call', () => {
  it('is how it ended, else how far it is', () => {
    const call = (...names: string[]) => progressOf(marks(...names), undefined, {}).call?.state;
    expect(call('call:ringing', 'call:answered')).toBe('answered');
    expect(call('call:ringing', 'call:answered', 'call:completed')).toBe('completed');
    expect(call('call:no-answer', 'call:ringing')).toBe('no-answer');
  });

  it('has its recordings and transcriptions', () => {
    const progress = progressOf(
      {
        'call:completed': { at: at(0), durationSeconds: 42, outcome: 'solved' },
        'recording:RE1': { recordingId: 'RE1', state: 'completed', url: 'https://recordings.example.com/1' },
        'transcription:TR1': { transcriptionId: 'TR1', state: 'completed', text: 'Hello' },
      },
      undefined,
      {},
    );
    expect(progress.call).toEqual({ state: 'completed', durationSeconds: 42, outcome: 'solved' });
    expect(progress.recordings).toMatchObject([{ recordingId: 'RE1', state: 'completed' }]);
    expect(progress.transcriptions).toMatchObject([{ transcriptionId: 'TR1', text: 'Hello' }]);
  });
});

describe('edits, reactions and deletion', () => {
  const edits = {
    'edit:10': { revision: 10, text: 'ten', at: at(10) },
    'edit:9': { revision: 9, text: 'nine', at: at(9) },
  };

  it('gives edits by revision, and reactions that were not taken back', () => {
    const progress = progressOf(
      { ...edits, 'reaction:a': { emoji: '👍', at: at(1) }, 'reaction:b': { emoji: null, at: at(2) } },
      undefined,
      {},
    );
    expect(progress.edits.map(({ text }) => text)).toEqual(['nine', 'ten']);
    expect(progress.reactions).toEqual([{ emoji: '👍', at: at(1) }]);
  });

  it('hides what was said of a deleted one', () => {
    const progress = progressOf({ ...edits, deleted: { at: at(11) } }, undefined, {});
    expect(progress).toMatchObject({ edits: [], transcriptions: [], deletedAt: at(11) });
  });
});
