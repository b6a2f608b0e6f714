import * as z from 'zod/mini';
import { lenient, wireId, wireNumber } from '../../lenient.ts';

/**
 * The content of each message type, as the pages under webhooks/reference/messages/<type> give it. Each is built when
 * the first message of its type comes: all of them would make every cold start wait.
 */
const text = lenient(z.string());

export const textSchema = z.lazy(() => z.object({ text: z.object({ body: z.string() }) }));

export const mediaSchema = z.lazy(() =>
  z.object({
    id: wireId,
    mime_type: text,
    sha256: text,
    url: text,
    caption: text,
    filename: text,
  }),
);

export const locationSchema = z.lazy(() =>
  z.object({
    location: z.object({ latitude: wireNumber, longitude: wireNumber, name: text, address: text, url: text }),
  }),
);

export const contactsSchema = z.lazy(() =>
  z.object({
    contacts: z.array(
      z.object({
        name: lenient(z.object({ formatted_name: text })),
        phones: lenient(z.array(z.object({ phone: text, wa_id: text }))),
        emails: lenient(z.array(z.object({ email: text }))),
      }),
    ),
  }),
);

export const interactiveSchema = z.lazy(() => {
  const chosen = z.object({ id: z.string(), title: text });
  return z.object({
    interactive: z.discriminatedUnion('type', [
      z.object({ type: z.literal('button_reply'), button_reply: chosen }),
      z.object({ type: z.literal('list_reply'), list_reply: chosen }),
      z.object({
        type: z.literal('nfm_reply'),
        nfm_reply: z.object({ response_json: z.string(), name: text, body: text }),
      }),
      z.object({
        type: z.literal('call_permission_reply'),
        call_permission_reply: z.looseObject({ response: z.string() }),
      }),
    ]),
  });
});
export type Interactive = z.infer<typeof interactiveSchema>['interactive'];

export const buttonSchema = z.lazy(() => z.object({ button: z.object({ text, payload: text }) }));

export const orderSchema = z.lazy(() =>
  z.object({
    order: z.object({
      text,
      product_items: z.array(
        z.object({
          product_retailer_id: wireId,
          quantity: wireNumber,
          item_price: lenient(wireNumber),
          currency: text,
        }),
      ),
    }),
  }),
);

export const systemSchema = z.lazy(() =>
  z.object({
    system: z.object({
      type: z.string(),
      wa_id: lenient(wireId),
      /** The name of `wa_id` before API version 12. */
      new_wa_id: lenient(wireId),
      user_id: lenient(wireId),
      previous_user_id: lenient(wireId),
    }),
  }),
);

export const reactionSchema = z.lazy(() =>
  z.object({ reaction: z.object({ message_id: wireId, emoji: text }) }),
);

export const editSchema = z.lazy(() =>
  z.object({
    edit: z.object({
      original_message_id: wireId,
      message: z.looseObject({ type: text, text: lenient(z.object({ body: text })) }),
    }),
  }),
);
export type Edit = z.infer<typeof editSchema>['edit'];

export const captionSchema = z.lazy(() => z.catch(z.object({ caption: text }), {}));

export const revokeSchema = z.lazy(() => z.object({ revoke: z.object({ original_message_id: wireId }) }));
