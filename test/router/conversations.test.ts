import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Identity } from '../../functions/interaction/identity.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { toItem } from '../../functions/store/attributes.ts';
import { readConversation, readConversationPage } from '../../functions/store/conversations.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { conversationIdFor, identityKey, snapshotKey } from '../../functions/store/keys.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { at, HOUR, type MessageOptions, message, noon, phone, routingOf } from './events.ts';
import { makeOnePerson } from './same-person.ts';

const tables = journeyTables();
const email: Identity = { kind: 'email', scope: '', value: 'ada@example.com' };
const mails = { identity: email, provider: 'email/ses', account: 'help@demo.example.com' } as const;

async function send(
  table: JourneyTable,
  hours: number,
  options: Partial<MessageOptions> = {},
  nowHours = hours,
) {
  const event = message({ id: `at ${hours}`, atMs: hours * HOUR, ...options });
  await routeEvent(routingOf(table, noon + nowHours * HOUR), event);
  return event;
}

/** The journey's conversations, oldest entry first, by the first time each is seen: [0, 0, 1] … */
async function grouping(table: JourneyTable, identity: Identity = phone()): Promise<number[]> {
  const customerId = (await findCustomerId(table, 'demo', identity)) ?? '';
  const page = await readJourney(table, 'demo', customerId, { limit: 100, order: 'oldest-first' });
  const ids = (page?.entries ?? []).map(({ conversationId }) => conversationId);
  const seen = [...new Set(ids)];
  return ids.map((id) => seen.indexOf(id));
}

async function view(table: JourneyTable, openedBy: Parameters<typeof interactionId>[0], nowHours: number) {
  const id = conversationIdFor('demo', interactionId(openedBy));
  return readConversation(table, 'demo', id, noon + nowHours * HOUR);
}

describe('a conversation', () => {
  it('goes on inside its window and another opens behind it', async () => {
    const table = await tables.table();
    for (const hours of [0, 72, 144, 216.001, 217]) await send(table, hours);
    expect(await grouping(table)).toEqual([0, 0, 0, 1, 1]);
  });

  it('is read as lapsed once its window has passed, and its item says so when the next opens', async () => {
    const table = await tables.table();
    const first = await send(table, 0);
    await send(table, 1);
    expect(await view(table, first, 73)).toMatchObject({ status: 'open', lastAt: at(HOUR) });
    expect(await view(table, first, 73.1)).toMatchObject({ status: 'lapsed', lastAt: at(HOUR) });
    await send(table, 200);
    expect(await view(table, first, 200)).toMatchObject({
      status: 'lapsed',
      openedAt: at(0),
      lastAt: at(HOUR),
    });
    const id = conversationIdFor('demo', interactionId(first));
    const item = (await dump(table))[`CONVERSATION#demo#${id} CONVERSATION`];
    expect(item).toMatchObject({ status: 'lapsed', lastAt: at(HOUR), lapsedAt: at(73 * HOUR) });
  });

  it('goes over channels: a person who wrote an SMS goes on by mail', async () => {
    const table = await tables.table();
    await makeOnePerson(table, 'demo', at(0), [phone(), email]);
    const first = await send(table, 0);
    await send(table, 5, mails);
    await send(table, 6, { direction: 'outbound' });
    expect(await grouping(table)).toEqual([0, 0, 0]);
    expect(await view(table, first, 6)).toMatchObject({
      channel: 'sms',
      agentQueue: 'messages',
      lastAt: at(6 * HOUR),
      participants: [{ identity: email }, { identity: phone() }],
    });
    const id = conversationIdFor('demo', interactionId(first));
    const newest = await readConversationPage(table, 'demo', id, { limit: 2 });
    expect(newest?.entries.map((entry) => entry.at)).toEqual([at(6 * HOUR), at(5 * HOUR)]);
    const rest = await readConversationPage(table, 'demo', id, { limit: 2, cursor: newest?.cursor });
    expect(rest?.entries.map((entry) => entry.at)).toEqual([at(0)]);
  });

  it('keeps its agent queue and priority when the person changes channels, and on a redelivery', async () => {
    const table = await tables.table();
    await makeOnePerson(table, 'demo', at(0), [phone(), email]);
    const first = await send(table, 0, mails);
    await send(table, 30);
    await send(table, 0, mails, 30);
    expect(await view(table, first, 30)).toMatchObject({ agentQueue: 'mail', priority: 4 });
  });

  it('two first messages at once on two identities of one person give one', async () => {
    const table = await tables.table();
    await makeOnePerson(table, 'demo', at(0), [phone(), email]);
    await Promise.all([
      send(table, 0),
      send(table, 0.01, mails),
      send(table, 0.02),
      send(table, 0.03, mails),
    ]);
    expect(await grouping(table)).toEqual([0, 0, 0, 0]);
  });

  it('a message that came in before its first one moves its opening back', async () => {
    const table = await tables.table();
    const second = await send(table, 10);
    await send(table, 2, {}, 10);
    expect(await view(table, second, 10)).toMatchObject({ openedAt: at(2 * HOUR), lastAt: at(10 * HOUR) });
    const id = conversationIdFor('demo', interactionId(second));
    expect((await readConversationPage(table, 'demo', id, { limit: 9 }))?.entries).toHaveLength(2);
  });
});

describe('an event that comes in long after its time', () => {
  it('joins the lapsed conversation that covers its time and reopens nothing', async () => {
    const table = await tables.table();
    const first = await send(table, 0);
    await send(table, 10);
    await send(table, 300);
    await send(table, 5, { id: 'redriven' }, 301);
    await send(table, 12, { id: 'redriven too' }, 302);
    expect(await grouping(table)).toEqual([0, 0, 0, 0, 1]);
    expect(await view(table, first, 302)).toMatchObject({ status: 'lapsed', lastAt: at(12 * HOUR) });
    const id = conversationIdFor('demo', interactionId(first));
    expect((await readConversationPage(table, 'demo', id, { limit: 9 }))?.entries).toHaveLength(4);
  });

  it('with nothing around it is a conversation that lapsed at birth; what is open stays', async () => {
    const table = await tables.table();
    await send(table, 300);
    const old = await send(table, 0, { id: 'old' }, 301);
    expect(await view(table, old, 301)).toMatchObject({ status: 'lapsed', openedAt: at(0), lastAt: at(0) });
    await send(table, 302);
    await send(table, 3, { id: 'old too' }, 303);
    expect(await grouping(table)).toEqual([0, 0, 1, 1]);
  });

  it('follows its own identity, not whoever else was there at that time', async () => {
    const table = await tables.table();
    await makeOnePerson(table, 'demo', at(0), [phone(), email]);
    await send(table, 0, mails);
    await send(table, 100);
    await send(table, 60, { id: 'late mail', ...mails }, 400);
    await send(table, 101, { id: 'late text' }, 400);
    expect(await grouping(table)).toEqual([0, 0, 1, 1]);
  });
});

describe('a customer who was merged', () => {
  it('is left for the one the identity belongs to now', async () => {
    const table = await tables.table();
    const loser = await makeOnePerson(table, 'demo', at(0), [phone()]);
    const winner = await makeOnePerson(table, 'demo', at(0), [email]);
    const stamp = (key: { pk: string; sk: string }, name: string, value: string) =>
      table.client.send(
        new UpdateItemCommand({
          TableName: table.tableName,
          Key: toItem({ ...key }),
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: toItem({ ':value': value }),
        }),
      );
    await stamp(snapshotKey('demo', loser), 'movedTo', winner);
    await expect(send(table, 0)).rejects.toMatchObject({ name: 'DeliveryError', retryable: true });
    await stamp(identityKey('demo', phone()), 'customerId', winner);
    await send(table, 0);
    const items = await dump(table);
    expect(items[`CUSTOMER#demo#${loser} SNAPSHOT`]).toMatchObject({ conversations: {}, openings: 0 });
    expect(items[`CUSTOMER#demo#${winner} SNAPSHOT`]).toMatchObject({ openings: 1 });
  });
});
