import { describe, expect, it } from 'vitest';
import { at } from '../router/events.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { deskOver, MINUTE } from './desk-fixture.ts';

const tables = journeyTables();
const angry = 'This is terrible, the worst service ever, I hate it!';
const setUp = async (input?: Parameters<typeof deskOver>[1]) => deskOver(await tables.table(), input);

describe('who asks again on another channel', () => {
  const onWhatsapp = { provider: 'social/whatsapp', account: '106' } as const;

  it('while nobody has answered is more urgent, once', async () => {
    const desk = await setUp();
    const id = await desk.send(0);
    await desk.send(1);
    expect(await desk.item(id)).toMatchObject({ priority: 3 });
    await desk.send(60, onWhatsapp);
    await desk.send(70, onWhatsapp);
    expect(await desk.item(id)).toMatchObject({ priority: 2, repeatedAt: at(60 * MINUTE) });
  });

  it('and is angry too is twice as urgent by one turn', async () => {
    const desk = await setUp({ routing: { otherwise: { agentQueue: 'messages', priority: 5 }, rules: [] } });
    const id = await desk.send(0);
    await desk.send(60, { ...onWhatsapp, text: angry });
    expect(await desk.item(id)).toMatchObject({ priority: 3 });
  });

  it('is not more urgent after an answer, after a day, or where that is switched off', async () => {
    const answered = await setUp();
    const first = await answered.send(0);
    await answered.send(1, { direction: 'outbound' });
    await answered.send(2, onWhatsapp);
    expect(await answered.item(first)).toMatchObject({ priority: 3 });
    const late = await setUp();
    const second = await late.send(0);
    await late.send(25 * 60, onWhatsapp);
    expect(await late.item(second)).toMatchObject({ priority: 3 });
    const off = await setUp({ routing: { repeatWithinHours: 0 } });
    const third = await off.send(0);
    await off.send(1, onWhatsapp);
    expect(await off.item(third)).toMatchObject({ priority: 3 });
  });
});
