import { customer } from './customer.ts';

/** The photo of the story: 1 × 1 pixel, as good as any. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export interface Letter {
  to: string;
  subject: string;
  messageId: string;
  at: number;
  text: string;
}

/** A mail as a mail program writes it: two parts, the second an attachment. */
export function mime({ to, subject, messageId, at, text }: Letter): Buffer {
  const lines = [
    `From: ${customer.name} <${customer.email}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${messageId}>`,
    `Date: ${new Date(at).toUTCString()}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="story"',
    '',
    '--story',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '--story',
    'Content-Type: image/png; name="receipt.png"',
    'Content-Disposition: attachment; filename="receipt.png"',
    'Content-Transfer-Encoding: base64',
    '',
    PNG,
    '--story--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
