import type * as z from 'zod';
import { conversationView } from '../../../functions/api/views/conversation.ts';
import { customersView } from '../../../functions/api/views/customer.ts';
import { pageView } from '../../../functions/api/views/journey.ts';
import { ask } from './api.ts';

export type Customer = z.infer<typeof customersView>['customers'][number];
export type Entry = z.infer<typeof pageView>['entries'][number];
export type Conversation = z.infer<typeof conversationView>;

/** What the API tells of one person. */
export interface Journey {
  customer: Customer;
  /** Oldest first. */
  entries: Entry[];
  conversations: Conversation[];
}

async function entriesOf(url: string, customerId: string, from: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '100', from, ...(cursor !== undefined && { cursor }) });
    const page = await ask(url, `/v1/customers/${customerId}/journey?${query}`, pageView);
    entries.push(...page.entries);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries.reverse();
}

/** Reads a person by one of their identities, with everything since `from`. Undefined while nobody is known there. */
export async function readJourney(url: string, identity: string, from: string): Promise<Journey | undefined> {
  const query = new URLSearchParams({ identity });
  const { customers } = await ask(url, `/v1/customers?${query}`, customersView);
  const [customer] = customers;
  if (customer === undefined) return undefined;
  const entries = await entriesOf(url, customer.customerId, from);
  const ids = [...new Set(entries.flatMap(({ conversationId }) => conversationId ?? []))];
  const conversations = await Promise.all(
    ids.map((id) => ask(url, `/v1/conversations/${id}`, conversationView)),
  );
  return { customer, entries, conversations };
}
