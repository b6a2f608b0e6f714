import type * as z from 'zod';
import { changesView } from '../../functions/api/views/changes.ts';
import { cardView } from '../../functions/api/views/context.ts';
import { conversationView } from '../../functions/api/views/conversation.ts';
import { customersView, type customerView } from '../../functions/api/views/customer.ts';
import { type entryView, pageView } from '../../functions/api/views/journey.ts';
import { measuresView } from '../../functions/api/views/measures.ts';
import { linksView } from '../../functions/api/views/people.ts';
import { suggestionsView } from '../../functions/api/views/suggestion.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { Api } from './api.ts';

export type Customer = z.output<typeof customerView>;
export type Link = z.output<typeof linksView>['links'][number];
export type Entry = z.output<typeof entryView>;

/** Whom an identity belongs to; undefined for nobody. */
export async function findCustomer(
  api: Api,
  { kind, scope, value }: Identity,
): Promise<Customer | undefined> {
  const text = scope === '' ? `${kind}:${value}` : `${kind}:${scope}:${value}`;
  const { customers } = await api.get(customersView, `customers?identity=${encodeURIComponent(text)}`);
  return customers[0];
}

/** Whom an identity belongs to. Throws for nobody. */
export async function customerWith(api: Api, identity: Identity): Promise<Customer> {
  const customer = await findCustomer(api, identity);
  if (customer === undefined) throw new Error(`Nobody has ${identity.kind} ${identity.value}`);
  return customer;
}

async function allPages(api: Api, path: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const from: string = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: z.output<typeof pageView> = await api.get(pageView, `${path}?limit=100${from}`);
    entries.push(...page.entries);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries.reverse();
}

/** Everything that happened with a customer, oldest first. */
export function journeyOf(api: Api, customerId: string): Promise<Entry[]> {
  return allPages(api, `customers/${customerId}/journey`);
}

/** What was said in a conversation, oldest first. */
export function saidIn(api: Api, conversationId: string): Promise<Entry[]> {
  return allPages(api, `conversations/${conversationId}/interactions`);
}

export function conversation(api: Api, id: string) {
  return api.get(conversationView, `conversations/${id}`);
}

export function measuresOf(api: Api, conversationId: string) {
  return api.get(measuresView, `conversations/${conversationId}/measures`);
}

export async function linksOf(api: Api, customerId: string) {
  return (await api.get(linksView, `customers/${customerId}/links`)).links;
}

/** Everything that the change feed tells, oldest first. */
export async function changesOf(api: Api) {
  const told: z.output<typeof changesView>['changes'] = [];
  let query = '?limit=100';
  for (;;) {
    const { changes, cursor, hasMore } = await api.get(changesView, `changes${query}`);
    told.push(...changes);
    if (!hasMore) return told;
    query = `?limit=100&cursor=${cursor}`;
  }
}

/** The whole context card. Throws when there is only a greeting. */
export async function cardOf(api: Api, customerId: string) {
  const card = await api.get(cardView, `customers/${customerId}/context`);
  if (card.level !== 'full') throw new Error('The card is a greeting');
  return card;
}

/** Suggestions that name one of these values, whoever else is on the stage. */
export async function suggestionsAbout(api: Api, values: readonly string[], status = 'pending') {
  const { suggestions } = await api.get(suggestionsView, `suggestions?limit=100&status=${status}`);
  return suggestions.filter(({ identities }) => identities.some(({ value }) => values.includes(value)));
}

/** The one of a list. Throws when there are none or several. */
export function only<Element>(list: readonly Element[]): Element {
  const [first, second] = list;
  if (first === undefined || second !== undefined) throw new Error(`There are ${list.length}, not one`);
  return first;
}

export function textOf({ interaction }: Entry): string | undefined {
  return interaction !== undefined && 'text' in interaction ? interaction.text : undefined;
}

/** The conversation of an interaction in a journey. Throws when it is in none. */
export function conversationIdOf(entries: readonly Entry[], interactionId: string): string {
  const id = entries.find((entry) => entry.interactionId === interactionId)?.conversationId;
  if (id === undefined) throw new Error(`${interactionId} is in no conversation`);
  return id;
}
