import * as z from 'zod';
import { assuranceSchema, identitySchema, providerIdSchema } from '../../interaction/identity.ts';
import { timestampSchema } from '../../interaction/time.ts';
import type { CustomerView } from '../../store/journey-view.ts';

const address = z.object({
  provider: providerIdSchema,
  account: z.string().meta({ description: 'Our side: the number, page or mailbox it was reached at.' }),
  address: z.string().meta({ description: 'As the provider sent it: what an answer must use.' }),
  displayName: z.string().optional(),
  assurance: assuranceSchema.meta({ description: 'The best proof this address ever showed.' }),
});

const member = identitySchema.extend({
  firstSeenAt: timestampSchema,
  from: timestampSchema.meta({ description: 'Since when this identity is this person.' }),
  to: timestampSchema.optional().meta({ description: 'Until when; missing while it is.' }),
  addresses: z.array(address),
});

export const customerView = z
  .object({
    customerId: z.string(),
    aliases: z
      .array(z.string())
      .meta({ description: 'Ids that stand for this customer too: each identity would have one alone.' }),
    displayName: z.string().optional(),
    createdAt: timestampSchema,
    identities: z.array(member),
  })
  .meta({ id: 'Customer', description: 'A person: every identity that is known to be theirs.' });

export const customersView = z
  .object({ customers: z.array(customerView) })
  .meta({ id: 'Customers', description: 'None or one: an identity belongs to one person.' });

/** The API's form of a customer of the table. */
export function presentCustomer({ members, ...customer }: CustomerView): z.input<typeof customerView> {
  return { ...customer, identities: members.map(({ identity, ...member }) => ({ ...identity, ...member })) };
}
