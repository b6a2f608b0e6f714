import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/interaction/brand-settings.ts';
import { atDesk } from '../../functions/routing/at-desk.ts';
import { createConversation } from '../../functions/store/conversation-items.ts';
import { changeDesk, readConversationItem, stopWaiting } from '../../functions/store/desk.ts';
import type { ConversationItem } from '../../functions/store/items.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { openInSnapshot, readSnapshot, touchSnapshot } from '../../functions/store/snapshots.ts';
import { readWaiting } from '../../functions/store/waiting.ts';
import { at, noon, phone } from '../router/events.ts';
import { makeOnePerson } from '../router/same-person.ts';
import { interrupted } from './faulty-client.ts';
import { journeyTables } from './journey-fixture.ts';

const tables = journeyTables();
const HOUR = 3_600_000;

const asked: ConversationItem = {
  conversationId: 'cnv_1',
  customerId: 'cus_1',
  openedBy: 'demo:sms/twilio:1:1',
  openedAt: at(0),
  windowHours: 72,
  status: 'open',
  agentQueue: 'messages',
  priority: 3,
  askedAt: at(HOUR),
  isWaiting: true,
  dueAt: at(2 * HOUR),
};

async function withConversation(): Promise<JourneyTable> {
  const table = await tables.table();
  await createConversation(table, 'demo', asked);
  return table;
}

const read = (table: JourneyTable) => readConversationItem(table, 'demo', asked.conversationId);

describe('a desk', () => {
  it('changes only as it was read: of two changes at once one holds', async () => {
    const table = await withConversation();
    const priorities = [1, 2, 4, 5];
    const results = await Promise.all(
      priorities.map((priority) => changeDesk(table, 'demo', asked, { priority })),
    );
    expect(results.filter(({ applied }) => applied)).toHaveLength(1);
    const stands = (await read(table))?.priority;
    for (const { item } of results) expect(item?.priority).toBe(stands);
  });

  it('is answered only by what was said after the question', async () => {
    const table = await withConversation();
    await stopWaiting(table, 'demo', asked.conversationId, at(HOUR - 1));
    expect(await read(table)).toMatchObject({ isWaiting: true, dueAt: at(2 * HOUR) });
    await stopWaiting(table, 'demo', asked.conversationId, at(HOUR + 1));
    expect((await read(table))?.isWaiting).toBeUndefined();
  });

  it('hears the same news twice, after a crash before it was noted, and changes once', async () => {
    const table = await withConversation();
    const turn = {
      interactionId: 'i',
      at: at(3 * HOUR),
      isOurs: false,
      asks: true,
      isCourtesy: false,
      said: async () => ({ text: '', tags: [] }),
    };
    const desk = atDesk({ table, settings: defaultSettings, brand: 'demo', now: noon, ...turn });
    const news = { upset: true, offHours: true, askedAt: turn.at } as const;
    await desk.tell(asked.conversationId, news);
    const once = await read(table);
    expect(once).toMatchObject({ priority: 2, offHoursNoticeDue: turn.at, askedAt: at(HOUR) });
    await desk.tell(asked.conversationId, news);
    expect(await read(table)).toEqual(once);
  });
});

describe('who waits', () => {
  it('is told by the conversation, where the index still shows what was answered meanwhile', async () => {
    const table = await withConversation();
    const answer = () => stopWaiting(table, 'demo', asked.conversationId, at(2 * HOUR));
    const lagging = await interrupted(table, 1, answer);
    const query = { limit: 10 };
    expect((await readWaiting(table, 'demo', 'messages', query)).conversations).toHaveLength(1);
    expect((await readWaiting(lagging.table, 'demo', 'messages', query)).conversations).toEqual([]);
  });
});

describe('the notes of a set', () => {
  it('keep the first question until it is answered, and an answer to another one counts for nothing', async () => {
    const table = await tables.table();
    const customerId = await makeOnePerson(table, 'demo', at(0), [phone()]);
    const customer = { brand: 'demo', customerId };
    const entry = { firstAt: at(0), lastAt: at(0), lastBy: 'x', joined: {}, openedBy: asked.openedBy };
    await openInSnapshot(table, customer, 0, { conversationId: 'cnv_1', conversation: entry, ended: [] });
    const note = (notes: object, renews?: boolean) =>
      touchSnapshot(table, customer, 'cnv_1', { notes, renews });
    const stands = async () => (await readSnapshot(table, customer)).conversations.cnv_1;
    await note({ askedAt: at(1) });
    await note({ askedAt: at(2) });
    await note({ askedAt: at(2), answeredAt: at(4) });
    expect(await stands()).toEqual({ ...entry, askedAt: at(1) });
    const answered = { askedAt: at(1), answeredAt: at(4) };
    await note(answered);
    await note({ askedAt: at(3) });
    expect(await stands()).toMatchObject(answered);
    await note({ askedAt: at(3) }, true);
    expect(await stands()).toEqual({ ...entry, askedAt: at(3) });
    await note({ askedAt: at(3), answeredAt: at(4) });
    await note({ askedAt: at(5) });
    expect(await stands()).toEqual({ ...entry, askedAt: at(5) });
  });
});
