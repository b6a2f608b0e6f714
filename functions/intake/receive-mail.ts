import type { SQSRecord } from 'aws-lambda';
import { type MailNotice, type MailRequest, readMailNotice } from '../channels/mail-request.ts';
import type { Intake } from './intake.ts';
import type { ObjectStore } from './object-store.ts';
import type { RawDelivery } from './quarantine.ts';
import { receive } from './receive.ts';

export interface MailIntake {
  intake: Intake<MailRequest>;
  objects: ObjectStore;
  /** The inbox bucket: the only one a mail is read from, whatever a notification says. */
  bucket: string;
}

/** A mail's raw bytes stay in the inbox bucket; the quarantine keeps the notification, which says where. */
export function rawOf({ notification }: Pick<MailRequest, 'notification'>): RawDelivery {
  return { content: Buffer.from(notification), contentType: 'application/json' };
}

export function sizeOf({ mime }: MailRequest): number {
  return mime.length;
}

function noticeOf(body: string): MailNotice | undefined {
  try {
    return readMailNotice(body);
  } catch {
    return undefined;
  }
}

/**
 * Takes one mail in: the same steps as a webhook, after its bytes are fetched. Resolves when it is queued or in the
 * quarantine; whatever it throws means that the message must be delivered again.
 */
export async function receiveMail(record: SQSRecord, { intake, objects, bucket }: MailIntake): Promise<void> {
  const receivedAt = Number(record.attributes.SentTimestamp);
  const notice = noticeOf(record.body);
  if (notice === undefined)
    return intake.quarantine.keep(rawOf({ notification: record.body }), receivedAt, ['not-a-notification']);
  const { notification, key } = notice;
  const mime = await objects.get(bucket, key);
  await receive({ notification, mime, bucket, key, receivedAt }, intake);
}
