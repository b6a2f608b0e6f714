import * as z from 'zod';
import { identitySchema } from '../../interaction/identity.ts';
import { timestampSchema } from '../../interaction/time.ts';
import { type LinkItem, linkReasons, type Node } from '../../store/items.ts';
import type { Validity } from '../../store/link-validity.ts';

export const linkView = z
  .object({
    linkId: z.string(),
    a: identitySchema,
    b: identitySchema,
    reason: z.enum(linkReasons),
    by: z.string().meta({ description: '`rule`, or the name of the token that asked.' }),
    at: timestampSchema,
    confidence: z.number(),
    source: z.string().optional().meta({ description: 'The interaction that showed it.' }),
    note: z.string().optional(),
    validFrom: timestampSchema.meta({
      description:
        'Since when both identities are this person, by event time; 1970 where nobody had them before.',
    }),
    validTo: timestampSchema.optional().meta({
      description:
        'Until when: one was handed over or signed out, or the link was revoked. Missing while it holds.',
    }),
    revoked: z.object({ by: z.string(), at: timestampSchema, why: z.string().optional() }).optional(),
  })
  .meta({ id: 'Link', description: 'Evidence that two identities are one person.' });

export const linksView = z
  .object({ links: z.array(linkView) })
  .meta({ id: 'Links', description: 'Why the identities of a customer are one person; revoked ones too.' });

const person = z.object({
  customerId: z.string(),
  identities: z.array(identitySchema),
  openConversations: z.array(z.string()),
  crmIds: z.array(identitySchema),
});

const people = {
  people: z.array(person).meta({ description: 'Who there is afterwards.' }),
  moves: z
    .array(z.object({ identity: identitySchema, from: z.string(), to: z.string() }))
    .meta({ description: 'Identities that go, each with everything that came in on it.' }),
  stillJoinedBy: z
    .array(linkView)
    .meta({ description: 'Links that still join the two: revoke these too, and they part.' }),
};

export const peopleView = z
  .object(people)
  .meta({ id: 'People', description: 'What a change of who is who comes to.' });

export const mergeView = z
  .object({ mergeId: z.string().optional(), ...people })
  .meta({ id: 'Merge', description: 'Two customers that are one; `mergeId` undoes it. None in a preview.' });

export const linkedView = z
  .object({
    outcome: z
      .enum(['joined', 'noted', 'already'])
      .meta({ description: 'They became one; they were one, and this is new; or it was known.' }),
    linkId: z.string(),
    customerId: z.string(),
  })
  .meta({ id: 'Linked', description: 'What came of a link.' });

const identityOf = ({ identity }: Node) => identity;

/** The API's form of a link of the table. */
export function presentLink({ a, b, ...link }: LinkItem & Validity): z.input<typeof linkView> {
  return { ...link, a: identityOf(a), b: identityOf(b) };
}
