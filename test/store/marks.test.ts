import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callStates, receiptStatuses } from '../../functions/interaction/event.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { interactionState } from '../../functions/store/interaction-state.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { interactionKey } from '../../functions/store/keys.ts';
import { moveInteraction } from '../../functions/store/move-interaction.ts';
import { readItem } from '../../functions/store/read-items.ts';
import { recordInteraction } from '../../functions/store/record-interaction.ts';
import { at, message, moving, noon, phone } from '../router/events.ts';
import { journeyTables } from './journey-fixture.ts';

const tables = journeyTables();

/** Few values, so that marks meet at the same attribute and time. */
const times = fc.nat({ max: 3 });
const texts = fc.constantFrom('one', 'two');
const durations = fc.constantFrom(undefined, 7, 9);
const changes = fc.oneof(
  fc.record({
    type: fc.constant('receipt' as const),
    status: fc.constantFrom(...receiptStatuses),
    error: fc.constantFrom(undefined, { code: '63016' }, { code: '63016', title: 'Window closed' }),
  }),
  fc.record({
    type: fc.constant('call-progress' as const),
    state: fc.constantFrom(...callStates),
    durationSeconds: durations,
  }),
  fc.record({
    type: fc.constant('recording' as const),
    recordingId: fc.constantFrom('RE1', 'RE2'),
    state: fc.constantFrom('in-progress', 'completed', 'absent', 'failed'),
    url: fc.constantFrom(undefined, 'https://recordings.example.com/1'),
    durationSeconds: durations,
  }),
  fc.record({
    type: fc.constant('transcription' as const),
    transcriptionId: fc.constant('TR1'),
    state: fc.constantFrom('completed', 'failed'),
    text: fc.option(texts, { nil: undefined }),
  }),
  fc.record({ type: fc.constant('edit' as const), revision: fc.integer({ min: 1, max: 3 }), text: texts }),
  fc.record({
    type: fc.constant('reaction' as const),
    direction: fc.constantFrom('inbound', 'outbound'),
    identity: fc.constantFrom(undefined, phone()),
    emoji: fc.constantFrom(undefined, '👍', '🎉'),
  }),
  fc.constant({ type: 'deletion' as const }),
);

/** Without deletions half of the time, as those hide much of the rest. */
const changeLists = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(times, changes), { minLength: 2, maxLength: 9 }))
  .map(([isDeleted, list]) => list.filter(([, change]) => isDeleted || change.type !== 'deletion'));

type Change = readonly [number, Parameters<typeof moving>[2]];
type Step = 'record' | Change;

const idOf = (id: string) => interactionId(message({ id }));

async function take(table: JourneyTable, id: string, step: Step): Promise<void> {
  if (step !== 'record') {
    const event = moving(id, step[0], step[1]);
    if (event.type !== 'watermark') await moveInteraction(table, event, noon);
    return;
  }
  const state = interactionState(await readItem(table, interactionKey(idOf(id))));
  if (state.recorded !== undefined) return;
  const event = message({ id, text: 'Secret' });
  await recordInteraction(table, event, { conversationId: 'c', state, now: noon });
}

let interactions = 0;

/** The item that steps leave, without what its id makes different. */
async function leftBy(table: JourneyTable, steps: readonly Step[], atOnce = false) {
  interactions += 1;
  const id = `SM${interactions}`;
  if (atOnce) await Promise.all(steps.map((step) => take(table, id, step)));
  else for (const step of steps) await take(table, id, step);
  const item = await readItem(table, interactionKey(idOf(id)));
  return { ...item, pk: '', providerInteractionId: '', timelineSort: '' };
}

const stories = changeLists.chain((list) => {
  const twice: Step[] = [...list, ...list, 'record', 'record'];
  return fc.tuple(fc.constant(list), fc.shuffledSubarray(twice, { minLength: twice.length }));
});

describe('marks on an interaction', () => {
  it('commute with each other and with the recording, and can be repeated', {
    timeout: 120_000,
  }, async () => {
    const table = await tables.table();
    await fc.assert(
      fc.asyncProperty(stories, async ([list, order]) => {
        expect(await leftBy(table, order)).toEqual(await leftBy(table, ['record', ...list]));
      }),
      { numRuns: 25 },
    );
  });

  it('commute when all come at once', { timeout: 120_000 }, async () => {
    const table = await tables.table();
    await fc.assert(
      fc.asyncProperty(stories, async ([list, order]) => {
        expect(await leftBy(table, order, true)).toEqual(await leftBy(table, ['record', ...list]));
      }),
      { numRuns: 15 },
    );
  });

  it('before the recording make a stub that is in no index, expires, and is taken over', async () => {
    const table = await tables.table();
    const receipt: Change = [0, { type: 'receipt', status: 'sent' }];
    const stub = await leftBy(table, [receipt]);
    expect(stub).toMatchObject({ expiresAt: noon / 1000 + 90 * 24 * 3600 });
    expect(stub).not.toHaveProperty('timelineKey');
    const taken = await leftBy(table, [receipt, 'record']);
    expect(taken).not.toHaveProperty('expiresAt');
    expect(taken).toMatchObject({ 'receipt:sent': { at: at(0) }, timelineKey: expect.any(String) });
  });

  it('keep every version of an edit, and the content as it was', async () => {
    const table = await tables.table();
    const edits = [1, 2].map(
      (revision): Change => [revision, { type: 'edit', revision, text: `v${revision}` }],
    );
    expect(await leftBy(table, ['record', ...edits])).toMatchObject({
      content: { text: 'Secret' },
      'edit:1': { text: 'v1' },
      'edit:2': { text: 'v2' },
    });
  });

  it('of a deletion remove more edits than one update takes', async () => {
    const table = await tables.table();
    const edits = Array.from({ length: 130 }, (_, index): Change => {
      return [index, { type: 'edit', revision: index + 1, text: 'Secret too' }];
    });
    const item = await leftBy(table, ['record', ...edits, [999, { type: 'deletion' }]]);
    expect(Object.keys(item).filter((name) => name.startsWith('edit:'))).toEqual([]);
    expect(item).not.toHaveProperty('content');
  });

  it.each([
    ['before it was recorded', true],
    ['after', false],
  ])('of a deletion leave nothing that was said in the table (%s)', async (_, isFirst) => {
    const table = await tables.table();
    const deletion: Change = [9, { type: 'deletion' }];
    const edit: Change = [1, { type: 'edit', revision: 1, text: 'Secret too' }];
    const item = await leftBy(table, isFirst ? [deletion, 'record', edit] : ['record', edit, deletion, edit]);
    expect(JSON.stringify(item)).not.toContain('Secret');
    expect(item).toMatchObject({ deleted: { at: at(9) }, kind: 'message', conversationId: 'c' });
  });
});
