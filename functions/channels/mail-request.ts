import * as z from 'zod/mini';
import { PayloadError } from '../errors.ts';
import { parseJson } from '../text/json.ts';

/** One mail as intake hands it to a mail provider: the provider's notification and the stored message. */
export interface MailRequest {
  /** The provider's notification as JSON text, without SNS's envelope (`readMailNotice` takes it off). */
  notification: string;
  /** The raw message from the bucket. */
  mime: Buffer;
  /** The inbox bucket of this deployment, from its environment: the notification must name the same. */
  bucket: string;
  /** The key of the message in that bucket. */
  key: string;
  /** Receive time, milliseconds since 1970. */
  receivedAt: number;
}

/** What a queue message says of a mail: the notification, and where the message lies if it names a place. */
export interface MailNotice {
  notification: string;
  bucket: string;
  key: string;
}

const envelopeSchema = z.looseObject({ Type: z.literal('Notification'), Message: z.string() });

const placeSchema = z.looseObject({
  receipt: z.looseObject({
    action: z.looseObject({
      bucketName: z.string().check(z.minLength(1)),
      objectKey: z.string().check(z.minLength(1)),
    }),
  }),
});

/**
 * Reads the body of a queue message, with or without SNS's envelope, and says where the mail lies.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 * Throws PayloadError when it is no notification of a mail stored in a bucket.
 */
export function readMailNotice(body: string): MailNotice {
  const outer = parseJson(Buffer.from(body, 'utf8'));
  const envelope = envelopeSchema.safeParse(outer);
  const notification = envelope.success ? envelope.data.Message : body;
  const inner = envelope.success ? parseJson(Buffer.from(notification, 'utf8')) : outer;
  const place = placeSchema.safeParse(inner);
  if (!place.success) throw new PayloadError('the notification names no stored mail (receipt.action)');
  const { bucketName, objectKey } = place.data.receipt.action;
  return { notification, bucket: bucketName, key: objectKey };
}
