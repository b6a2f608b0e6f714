import { describe, expect, it } from 'vitest';
import { cursorParameter } from '../../functions/api/cursor.ts';
import { jsonResponse } from '../../functions/api/route.ts';
import { pageView, presentPage } from '../../functions/api/views/journey.ts';
import type { JourneyEntry } from '../../functions/store/journey-view.ts';
import { timelineSort } from '../../functions/store/keys.ts';
import { at, message } from '../router/events.ts';

/** Bytes of a whole answer, in which the body is a JSON text once more. */
const LAMBDA_LIMIT = 6 * 1024 * 1024;

const nothing = { recordings: [], transcriptions: [], reactions: [], edits: [] };

function entry(index: number, bytes: number, unit = 'x'): JourneyEntry {
  const { provider, account, interaction } = message({ id: `M${index}`, text: unit.repeat(bytes) });
  return {
    interactionId: `demo:sms/twilio:${account}:M${index}`,
    conversationId: 'cnv_1',
    provider,
    account,
    channel: 'sms',
    kind: 'message',
    direction: 'inbound',
    at: at(index),
    receivedAt: at(index),
    contact: interaction.contact,
    interaction,
    progress: nothing,
  };
}

const pageOf = (count: number, bytes: number, cursor?: string) =>
  presentPage({ entries: Array.from({ length: count }, (_, index) => entry(index, bytes)), cursor });

describe('a page', () => {
  it('that fits goes out as it is', () => {
    const position = timelineSort(at(0), 'last');
    const page = pageOf(100, 40_000, position);
    expect(page.entries).toHaveLength(100);
    expect(cursorParameter.parse(page.cursor)).toBe(position);
    expect(pageOf(100, 40_000).cursor).toBeUndefined();
  });

  it('is cut where Lambda would refuse the answer, and goes on behind the last entry it has', () => {
    const page = pageView.parse(pageOf(100, 200_000, timelineSort(at(0), 'last')));
    expect(page.entries).toHaveLength(24);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(5_100_000);
    const { at: time, interactionId } = entry(23, 1);
    expect(cursorParameter.parse(page.cursor)).toBe(timelineSort(time, interactionId));
  });

  it.each(['"', '\\', '\n', '\u0000'])(
    'of nothing but %j is cut by what the answer has once it is escaped',
    (unit) => {
      const entries = Array.from({ length: 100 }, (_, index) => entry(index, 60_000, unit));
      const answer = jsonResponse(presentPage({ entries, cursor: undefined }));
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(LAMBDA_LIMIT);
    },
  );

  it('has one entry at least, or paging would end there', () => {
    expect(pageOf(2, 5_500_000).entries).toHaveLength(1);
  });
});
