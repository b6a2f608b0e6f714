import * as z from 'zod';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { Throughline } from './throughline.ts';

const customers = z.object({ customers: z.array(z.looseObject({ customerId: z.string() })) });
const page = z.object({
  entries: z.array(
    z.looseObject({
      interactionId: z.string(),
      conversationId: z.string(),
      at: z.string(),
      interaction: z.looseObject({ text: z.string().optional() }).optional(),
    }),
  ),
});
const conversation = z.looseObject({
  conversationId: z.string(),
  status: z.string(),
  openedAt: z.string(),
  lastAt: z.string(),
});

export type Entry = z.infer<typeof page>['entries'][number];

/** All that the API tells of a customer: newest entries first, with the conversations they stand in. */
export interface Told {
  customer: z.infer<typeof customers>['customers'][number] | undefined;
  entries: Entry[];
  conversations: z.infer<typeof conversation>[];
}

/** Reads the customer with an identity; one whom nobody knows has no entries. */
export async function readPerson({ read }: Throughline, { kind, scope, value }: Identity): Promise<Told> {
  const text = scope === '' ? `${kind}:${value}` : `${kind}:${scope}:${value}`;
  const found = customers.parse(await read(`customers?identity=${encodeURIComponent(text)}`));
  const [customer] = found.customers;
  if (customer === undefined) return { customer, entries: [], conversations: [] };
  const { entries } = page.parse(await read(`customers/${customer.customerId}/journey?limit=100`));
  const ids = [...new Set(entries.map(({ conversationId }) => conversationId))];
  const conversations = await Promise.all(ids.map((id) => read(`conversations/${id}`)));
  return { customer, entries, conversations: conversations.map((one) => conversation.parse(one)) };
}

/** What was said, oldest first. */
export function textsOf({ entries }: Told): (string | undefined)[] {
  return entries.map(({ interaction }) => interaction?.text).reverse();
}
