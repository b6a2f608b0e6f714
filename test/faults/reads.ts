import * as z from 'zod';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { Throughline } from './throughline.ts';

const customers = z.object({ customers: z.array(z.looseObject({ customerId: z.string() })) });
const page = z.object({ entries: z.array(z.looseObject({ conversationId: z.string() })) });

/** All that the API tells of whoever has an identity. */
export async function readPerson(
  throughline: Throughline,
  { kind, scope, value }: Identity,
): Promise<unknown> {
  const text = scope === '' ? `${kind}:${value}` : `${kind}:${scope}:${value}`;
  const found = customers.parse(await throughline.read(`customers?identity=${encodeURIComponent(text)}`));
  const [customer] = found.customers;
  if (customer === undefined) return undefined;
  const journey = page.parse(await throughline.read(`customers/${customer.customerId}/journey?limit=100`));
  const ids = [...new Set(journey.entries.map(({ conversationId }) => conversationId))];
  const conversations = ids.map((id) => throughline.read(`conversations/${id}`));
  return { customer, journey, conversations: await Promise.all(conversations) };
}
