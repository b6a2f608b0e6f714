import * as z from 'zod/mini';
import { PayloadError } from '../../../errors.ts';
import { parseJson } from '../../../text/json.ts';
import { lenient, wireId, wireNumber } from '../../lenient.ts';

/**
 * The wire format of https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events
 * Lists are read element by element, so that an odd one costs only itself.
 */
const payloadSchema = z.object({ object: z.literal('page'), entry: z.array(z.unknown()) });
export type Payload = z.infer<typeof payloadSchema>;

/** Throws PayloadError when the body is not a delivery of a page at all. */
export function parsePayload(body: Buffer): Payload {
  const result = payloadSchema.safeParse(parseJson(body));
  if (result.success) return result.data;
  throw new PayloadError('the body is not a page notification with a list of entries');
}

const text = lenient(z.string());
const id = lenient(wireId);
const milliseconds = lenient(wireNumber);

export const entrySchema = z.looseObject({ id: wireId, time: milliseconds });

export const changeSchema = z.object({ field: text, value: z.unknown() });

const party = lenient(z.object({ id, user_ref: id }));

/** What every item of `messaging` and `standby` says beside the one thing that happened. */
export const itemSchema = z.catch(z.object({ sender: party, recipient: party, timestamp: milliseconds }), {});
export type Item = z.infer<typeof itemSchema>;

// What not every delivery holds is built when it first comes: a cold start need not wait for it.

export const referralSchema = z.lazy(() =>
  z.object({
    ref: text,
    source: text,
    type: text,
    ad_id: id,
    referer_uri: text,
    ads_context_data: lenient(z.object({ ad_title: text })),
  }),
);
export type Referral = z.infer<typeof referralSchema>;

export const attachmentSchema = z.lazy(() =>
  z.object({
    type: z.string(),
    title: text,
    url: text,
    payload: lenient(
      z.object({
        url: text,
        title: text,
        attachment_id: id,
        sticker_id: id,
        coordinates: lenient(z.object({ lat: wireNumber, long: wireNumber })),
      }),
    ),
  }),
);
export type Attachment = z.infer<typeof attachmentSchema>;

export const messageSchema = z.object({
  mid: wireId,
  text,
  is_echo: lenient(z.boolean()),
  is_deleted: lenient(z.boolean()),
  quick_reply: lenient(z.object({ payload: z.string() })),
  reply_to: lenient(z.object({ mid: id })),
  referral: lenient(referralSchema),
  attachments: z.catch(z.array(z.unknown()), []),
});
export type Message = z.infer<typeof messageSchema>;

export const postbackSchema = z.lazy(() =>
  z.object({
    mid: id,
    title: text,
    /** Missing in standby: only the app that sent the button gets it. */
    payload: text,
    referral: lenient(referralSchema),
  }),
);

export const reactionSchema = z.lazy(() =>
  z.object({
    mid: wireId,
    action: z.enum(['react', 'unreact']),
    emoji: text,
    reaction: text,
  }),
);

export const editSchema = z.lazy(() =>
  z.object({
    mid: wireId,
    text: z.string(),
    num_edit: z.pipe(wireNumber, z.int().check(z.positive())),
  }),
);

export const deliverySchema = z.lazy(() =>
  z.object({
    mids: z.catch(z.array(z.catch(wireId, '')), []),
    watermark: milliseconds,
  }),
);

export const readSchema = z.lazy(() => z.object({ watermark: wireNumber }));
