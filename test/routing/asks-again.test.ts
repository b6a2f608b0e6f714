import { describe, expect, it } from 'vitest';
import { closeConversation } from '../../functions/conversation/close-conversation.ts';
import { at, noon } from '../router/events.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { deskOver, MINUTE } from './desk-fixture.ts';

const tables = journeyTables();
const angry = 'This is terrible, the worst service ever, I hate it!';

async function setUp(input?: Parameters<typeof deskOver>[1]) {
  const table = await tables.table();
  const close = (conversationId: string, minutes: number) => {
    const closing = { brand: 'demo', conversationId, by: 'console', reason: 'solved' };
    return closeConversation(table, { ...closing, now: noon + minutes * MINUTE });
  };
  return { ...deskOver(table, input), close };
}

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

describe('who comes back after the end', () => {
  async function closedAndAsked(minutes: number, input?: Parameters<typeof deskOver>[1]) {
    const desk = await setUp(input);
    const id = await desk.send(0);
    await desk.send(1, { direction: 'outbound' });
    await desk.close(id, 2);
    await desk.send(minutes, { text: 'Where is it, please?' });
    return { ...desk, id };
  }

  it('within a day is more urgent, and an answer is due as soon as that says', async () => {
    const desk = await closedAndAsked(60);
    expect(await desk.item(desk.id)).toMatchObject({ priority: 2, dueAt: at(75 * MINUTE), isWaiting: true });
    await desk.send(61, { text: 'Hello? Is anybody there?' });
    await desk.send(60, { text: 'Where is it, please?' });
    expect(await desk.item(desk.id)).toMatchObject({ priority: 2 });
  });

  it('later, or with thanks alone, is not', async () => {
    const late = await closedAndAsked(26 * 60);
    expect(await late.item(late.id)).toMatchObject({ priority: 3, isWaiting: true });
    const off = await closedAndAsked(60, { routing: { repeatWithinHours: 0 } });
    expect(await off.item(off.id)).toMatchObject({ priority: 3 });
    const thanks = await setUp();
    const id = await thanks.send(0);
    await thanks.send(1, { direction: 'outbound' });
    await thanks.close(id, 2);
    await thanks.send(3, { text: 'Thank you!' });
    expect(await thanks.item(id)).toMatchObject({ priority: 3 });
  });
});
