import { describe, expect, it } from 'vitest';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { readConversation, readConversationPage } from '../../functions/store/conversations.ts';
import { findCustomerId, readCustomer } from '../../functions/store/customers.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { at, message, noon, phone, routingOf } from './events.ts';

const tables = journeyTables();

describe('a message', () => {
  it('of somebody new makes a customer, opens a conversation and is an entry of the journey', async () => {
    const table = await tables.table();
    const event = message({ id: 'SM1', text: 'Where is my order?' });
    expect(await routeEvent(routingOf(table), event)).toBe('recorded');
    const customerId = (await findCustomerId(table, 'demo', phone())) ?? '';
    const journey = await readJourney(table, 'demo', customerId, { limit: 10 });
    expect(journey?.cursor).toBeUndefined();
    expect(journey?.entries).toHaveLength(1);
    expect(journey?.entries[0]).toMatchObject({
      interactionId: interactionId(event),
      channel: 'sms',
      interaction: { kind: 'message', text: 'Where is my order?' },
    });
    const conversationId = journey?.entries[0]?.conversationId ?? '';
    expect(await readConversation(table, 'demo', conversationId, noon)).toMatchObject({
      customerId,
      status: 'open',
      openedAt: at(0),
      lastAt: at(0),
      agentQueue: 'messages',
      participants: [{ identity: phone() }],
    });
    const page = await readConversationPage(table, 'demo', conversationId, { limit: 10 });
    expect(page?.entries).toEqual(journey?.entries);
    expect(await readCustomer(table, 'demo', customerId)).toMatchObject({ createdAt: at(0) });
  });
});
