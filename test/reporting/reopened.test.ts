import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { closeConversation } from '../../functions/conversation/close-conversation.ts';
import { contextSettingsSchema } from '../../functions/interaction/context-settings.ts';
import { readMeasures } from '../../functions/reporting/read-measures.ts';
import { toItem } from '../../functions/store/attributes.ts';
import { conversationKey } from '../../functions/store/keys.ts';
import { at, noon } from '../router/events.ts';
import { deskOver, MINUTE } from '../routing/desk-fixture.ts';
import { journeyTables } from '../store/journey-fixture.ts';

const tables = journeyTables();
const settings = contextSettingsSchema.parse({});

/** Asked at noon, answered and closed five minutes later. */
async function closedOne() {
  const table = await tables.table();
  const desk = deskOver(table);
  const id = await desk.send(0, { text: 'Where is my parcel?' });
  await desk.send(4, { direction: 'outbound' });
  const close = (minutes: number) =>
    closeConversation(table, {
      ...{ brand: 'demo', conversationId: id, by: 'console', reason: 'solved' },
      now: noon + minutes * MINUTE,
    });
  await close(5);
  return {
    table,
    ...desk,
    id,
    close,
    measures: () => readMeasures(table, 'demo', id, settings, noon + 300 * MINUTE),
  };
}

describe('the measures of a conversation that was closed', () => {
  it('tell a repeat contact by the question that opens it again, and no first-contact resolution', async () => {
    const desk = await closedOne();
    await desk.send(60, { text: 'Where is it, please?' });
    await desk.send(61, { text: 'Is anybody there?' });
    const once = {
      count: 1,
      contacts: [{ why: 'reopened', interactionId: expect.stringMatching(/at 60$/) }],
    };
    expect(await desk.measures()).toMatchObject({ repeatContacts: once, firstContactResolved: false });
    await desk.send(60, { text: 'Where is it, please?' });
    expect(await desk.measures(), 'after a duplicate').toMatchObject({ repeatContacts: once });
  });

  it('tell each time, also when it was closed again since', async () => {
    const desk = await closedOne();
    for (const minutes of [60, 120]) {
      await desk.send(minutes, { text: 'Where is it, please?' });
      await desk.close(minutes + 10);
    }
    expect(await desk.measures()).toMatchObject({ repeatContacts: { count: 2 } });
  });

  it('tell none by thanks and goodbyes, which leave it closed', async () => {
    const desk = await closedOne();
    await desk.send(60, { text: 'Great, thank you!' });
    await desk.send(61, { text: 'Bye' });
    expect((await desk.item(desk.id))?.status).toBe('closed');
    expect(await desk.measures()).toMatchObject({ repeatContacts: { count: 0 }, firstContactResolved: true });
  });

  it('keep to the last of more closings than a conversation lists', async () => {
    const desk = await closedOne();
    await desk.send(10, { text: 'Where is it, please?' });
    const closings = Array.from({ length: 100 }, (_, index) => at(-1_000 * MINUTE + index));
    await desk.table.client.send(
      new UpdateItemCommand({
        TableName: desk.table.tableName,
        Key: toItem({ ...conversationKey('demo', desk.id) }),
        UpdateExpression: 'SET closings = :full',
        ExpressionAttributeValues: toItem({ ':full': closings }),
      }),
    );
    await desk.close(20);
    expect(await desk.item(desk.id)).toMatchObject({ status: 'closed', closings });
    await desk.send(200, { text: 'Where is it now?' });
    const again = { contacts: [{ why: 'reopened', interactionId: expect.stringMatching(/at 200$/) }] };
    expect(await desk.measures()).toMatchObject({ repeatContacts: again });
  });
});
