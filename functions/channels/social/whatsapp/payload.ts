import * as z from 'zod/mini';
import { PayloadError } from '../../../errors.ts';
import { parseJson } from '../../../text/json.ts';
import { lenient, wireId, wireNumber } from '../../lenient.ts';

/**
 * The wire format of https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 * Lists are read element by element, so that an odd one costs only itself.
 */
const payloadSchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()),
});
export type Payload = z.infer<typeof payloadSchema>;

/** Throws PayloadError when the body is not a WhatsApp delivery at all. */
export function parsePayload(body: Buffer): Payload {
  const result = payloadSchema.safeParse(parseJson(body));
  if (result.success) return result.data;
  throw new PayloadError('the body is not a whatsapp_business_account notification with a list of entries');
}

export const entrySchema = z.object({ id: wireId, changes: z.array(z.unknown()) });

export const changeSchema = z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) });

const text = lenient(z.string());
const id = lenient(wireId);

/** One person as a change lists them beside its messages. */
const contactSchema = z.object({
  wa_id: id,
  user_id: id,
  profile: lenient(z.object({ name: text, username: text })),
});
export type ListedContact = z.infer<typeof contactSchema>;

/** What every change of a phone number says about itself. */
export const aboutSchema = z.object({
  metadata: lenient(z.object({ phone_number_id: id, display_phone_number: text })),
  contacts: z.catch(z.array(z.catch(contactSchema, {})), []),
  messages: z.catch(z.array(z.catch(z.object({ from: id, from_user_id: id }), {})), []),
});

// What not every delivery holds is built when it first comes: a cold start need not wait for it.

/** Unix seconds, as text or number. */
const seconds = lenient(wireNumber);

const errors = lenient(z.array(z.object({ code: wireId, title: text })));

/** What messages of every type share; the content is read apart. What is no object reads as an empty one. */
export const messageSchema = z.catch(
  z.object({
    id,
    type: text,
    from: id,
    from_user_id: id,
    to: id,
    to_user_id: id,
    timestamp: seconds,
    group_id: id,
    context: lenient(
      z.object({
        id,
        forwarded: lenient(z.boolean()),
        frequently_forwarded: lenient(z.boolean()),
        referred_product: lenient(z.object({ product_retailer_id: id })),
      }),
    ),
    referral: lenient(z.object({ source_type: text, source_id: id, source_url: text, headline: text })),
  }),
  {},
);
export type Message = z.infer<typeof messageSchema>;

export const statusSchema = z.lazy(() =>
  z.object({
    id: wireId,
    type: text,
    status: z.string(),
    timestamp: seconds,
    recipient_id: id,
    recipient_type: text,
    recipient_participant_id: id,
    recipient_user_id: id,
    errors,
  }),
);

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/reference */
export const callSchema = z.lazy(() =>
  z.object({
    id: wireId,
    event: z.enum(['connect', 'terminate']),
    direction: text,
    from: id,
    from_user_id: id,
    to: id,
    to_user_id: id,
    timestamp: seconds,
    status: text,
    duration: lenient(
      z.pipe(z.union([z.number(), z.pipe(z.string(), z.transform(Number))]), z.int().check(z.nonnegative())),
    ),
  }),
);

/** A person allowed or stopped marketing messages: webhooks/reference/user_preferences */
export const preferenceSchema = z.lazy(() =>
  z.catch(z.object({ wa_id: id, user_id: id, timestamp: seconds }), {}),
);
