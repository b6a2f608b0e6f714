import * as z from 'zod';
import { defineProvider, providerSettingsSchema } from '../../functions/channels/channel-provider.ts';
import type { MailRequest } from '../../functions/channels/mail-request.ts';
import { PayloadError, WebhookVerificationError } from '../../functions/errors.ts';
import { providerEvent } from './example-events.ts';

const noticeSchema = z.object({
  id: z.string(),
  receipt: z.object({ action: z.object({ bucketName: z.string() }) }),
});

/** A mail provider as simple as the contract allows: the mail's bytes are its text. */
export const exampleMailProvider = defineProvider({
  manifest: {
    id: 'email/example',
    channel: 'email',
    title: 'Example',
    intake: 'mail',
    maxBodyBytes: 1024,
    signsUrl: false,
    documentation: 'https://example.com/mail',
    setup: 'Nothing: it exists in tests alone.',
  },
  settings: providerSettingsSchema,
  verify({ notification, bucket }: MailRequest) {
    if (!notification.includes(`"bucketName":"${bucket}"`))
      throw new WebhookVerificationError('another bucket');
  },
  parse({ notification, mime }) {
    const text = mime.toString('utf8');
    if (text === 'unreadable') throw new PayloadError('not a mail');
    return { id: noticeSchema.parse(JSON.parse(notification)).id, text };
  },
  normalize: ({ id, text }) => [providerEvent(text, 'help@demo.example.com', id)],
});

export const mailSettings = JSON.stringify({ accounts: { '@demo.example.com': { brand: 'demo' } } });

/** A notification that a mail lies in a bucket. */
export function notification(key: string, bucketName = 'inbox'): string {
  return JSON.stringify({ id: `id-of-${key}`, receipt: { action: { bucketName, objectKey: key } } });
}

/** The same as SNS sends it when raw delivery is off. */
export function envelope(message: string): string {
  return JSON.stringify({ Type: 'Notification', MessageId: 'sns', Message: message });
}
