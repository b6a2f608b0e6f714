import { readConversation } from '../../functions/store/conversations.ts';
import { readCustomer } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';

/**
 * All that a brand's customer shows, without what may follow from the order of deliveries: which of the first
 * interactions gave a conversation its name and its first agent queue.
 */
export async function outcomeOf(table: JourneyTable, customerId: string, now: number) {
  const page = await readJourney(table, 'demo', customerId, { limit: 100, order: 'oldest-first' });
  const entries = page?.entries ?? [];
  const ids = [...new Set(entries.flatMap(({ conversationId }) => conversationId ?? []))];
  const conversations = await Promise.all(ids.map((id) => readConversation(table, 'demo', id, now)));
  return {
    customer: await readCustomer(table, 'demo', customerId),
    entries: entries.map((entry) => ({ ...entry, conversationId: ids.indexOf(entry.conversationId ?? '') })),
    conversations: conversations.map((view) => ({
      status: view?.status,
      openedAt: view?.openedAt,
      lastAt: view?.lastAt,
      participants: view?.participants,
    })),
  };
}
