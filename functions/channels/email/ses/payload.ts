import type { MailRequest } from '../../mail-request.ts';
import { type MailContent, readMime } from './mime.ts';
import type { Notification } from './notification.ts';
import { readNotification } from './verify.ts';

/** A mail as SES hands it over: its notification, and what was read of the stored message. */
export interface MailPayload {
  notification: Notification;
  content: MailContent;
  /** Where the raw message lies. */
  raw: { bucket: string; key: string };
}

/** What the notification alone says, for a message that could not be read. */
function fromNotification({ mail }: Notification): MailContent {
  const headers = mail.headers.map(({ name, value }) => ({ name: name.toLowerCase(), value }));
  return { headers, text: undefined, html: undefined, attachments: [], complete: false };
}

/** Throws PayloadError when the notification is not as documented; a message is never too odd. */
export async function parse(request: MailRequest): Promise<MailPayload> {
  const notification = readNotification(request.notification);
  const content = (await readMime(request.mime)) ?? fromNotification(notification);
  return { notification, content, raw: { bucket: request.bucket, key: request.key } };
}
