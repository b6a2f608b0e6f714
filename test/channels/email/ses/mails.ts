import { mailNotification, type ReceivedMail } from '../../../../functions/channels/email/ses/sign.ts';
import type { MailRequest } from '../../../../functions/channels/mail-request.ts';
import { fixture } from '../../fixture.ts';
import { receivedAt } from '../../provider-samples.ts';

export const bucket = 'inbox';

/** A mail of test/fixtures/email-ses with the line ends of mail. */
export function mailFile(name: string): Buffer {
  const text = fixture(`email-ses/${name}.eml`).toString('latin1');
  return Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1');
}

/** A mail as intake hands it over after SES received it at the samples' receive time. */
export function received(mime: Buffer | string, mail: Partial<ReceivedMail> = {}): MailRequest {
  const messageId = mail.messageId ?? 'o3vrnil0e2ic28tr4dm1lhq5ejs6i8c9g1u5o1';
  const key = mail.key ?? `mail/${messageId}`;
  const bytes = Buffer.from(mime);
  const recipients = ['help@in.example.org'];
  const notification = mailNotification(bytes, {
    bucket,
    key,
    messageId,
    recipients,
    now: receivedAt,
    ...mail,
  });
  return { notification, mime: bytes, bucket, key, receivedAt };
}
