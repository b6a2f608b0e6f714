import * as z from 'zod';
import { contactSchema } from '../interaction/identity.ts';
import { interactionSchema, mailSchema, participantSchema } from '../interaction/interaction.ts';
import { addressBody, identityBody } from './identity-parameter.ts';

/** More than the router links or asks about. */
const MAX_ALSO_KNOWN = 10;
const MAX_PARTICIPANTS = 100;

/** The customer's side, as callers write it; the address is the identity's value unless said. */
const contact = contactSchema
  .extend({
    identity: identityBody,
    address: z.string().min(1).optional(),
    alsoKnownAs: z.array(addressBody).max(MAX_ALSO_KNOWN).optional(),
  })
  .transform((written) => ({ ...written, address: written.address ?? written.identity.value }));

const participants = z
  .array(participantSchema.extend({ identity: addressBody }))
  .max(MAX_PARTICIPANTS)
  .optional();

/** What lies in our buckets is ours to say. */
const ours = { fullContent: true } as const;
const theirs = { contact, participants };
const mail = mailSchema.omit({ raw: true }).optional();

const [message, postback, location, contacts, order, call, visit, purchase, note, identityChange, other] =
  interactionSchema.options;

/** An interaction as callers write it: the shared language, without what only we can know. */
export const writtenInteraction = z
  .discriminatedUnion('kind', [
    message.omit(ours).extend({ ...theirs, mail }),
    postback.omit(ours).extend(theirs),
    location.omit(ours).extend(theirs),
    contacts.omit(ours).extend(theirs),
    order.omit(ours).extend(theirs),
    call.omit(ours).extend(theirs),
    visit.omit(ours).extend({ ...theirs, direction: visit.shape.direction.default('inbound') }),
    purchase.omit(ours).extend({ ...theirs, direction: purchase.shape.direction.default('inbound') }),
    note.omit(ours).extend({ ...theirs, direction: z.literal('outbound').default('outbound') }),
    identityChange.omit(ours).extend({ ...theirs, from: addressBody, to: addressBody }),
    other.omit(ours).extend(theirs),
  ])
  .meta({ id: 'WrittenInteraction', description: 'One thing that happened, as a caller writes it.' });
