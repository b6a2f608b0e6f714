import { sesMail } from '../../../../functions/channels/email/ses/index.ts';
import type { MailRequest } from '../../../../functions/channels/mail-request.ts';
import type { ProviderSamples } from '../../provider-samples.ts';
import { mailFile, received } from './mails.ts';

const plain = ['attachments', 'auto-reply', 'bounce', 'newsletter', 'reply-to-differs', 'two-senders'];

export const samples: ProviderSamples<MailRequest> = {
  provider: sesMail,
  settings: {
    accounts: { 'help@in.example.org': { brand: 'demo' }, 'sales@in.example.org': { brand: 'demo' } },
  },
  deliveries: [
    ...plain.map((name) => ({ name, request: received(mailFile(name)) })),
    {
      name: 'reply to a plus-address',
      request: received(mailFile('gmail-reply'), { recipients: ['Help+t-8831@in.example.org'] }),
    },
    {
      name: 'one mail to two of our mailboxes',
      request: received(mailFile('outlook-html-only'), {
        recipients: ['help@in.example.org', 'sales@in.example.org'],
      }),
    },
    { name: 'a virus', request: received(mailFile('attachments'), { verdicts: { virus: 'FAIL' } }) },
    { name: 'our own answer', request: received(mailFile('own-answer')), shows: 'echo' },
  ],
};
