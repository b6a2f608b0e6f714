import type { Hand } from './hand.ts';

export interface Mailbox {
  email: string;
}

export interface Letter {
  text?: string;
  html?: string;
  subject?: string;
  /** Message-IDs with their brackets. */
  inReplyTo?: string;
  references?: string;
  cc?: string;
  /** Instead of our mailbox. */
  to?: string;
  /** Further lines of the head. */
  headers?: readonly string[];
}

export interface Mailed {
  id: string;
  /** The Message-ID, with its brackets. */
  messageId: string;
}

export interface Mail {
  /** A mail with everything that DMARC wants. */
  receives(person: Mailbox, letter: Letter): Promise<Mailed>;
  /** What we sent, told by the API. */
  sends(person: Mailbox, letter: Letter): Promise<Mailed>;
  /** What SES says has become of it, told by the API. */
  reports(interactionId: string, person: Mailbox, status: 'sent' | 'delivered' | 'failed'): Promise<void>;
}

function mime(from: string, messageId: string, at: number, letter: Letter, mailbox: string): Buffer {
  const {
    subject = 'A question',
    text,
    html,
    to = mailbox,
    inReplyTo,
    references,
    cc,
    headers = [],
  } = letter;
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    ...(cc === undefined ? [] : [`Cc: ${cc}`]),
    `Subject: ${subject}`,
    `Message-ID: ${messageId}`,
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: ${inReplyTo}`]),
    ...(references === undefined ? [] : [`References: ${references}`]),
    `Date: ${new Date(at).toUTCString()}`,
    ...headers,
    'MIME-Version: 1.0',
    `Content-Type: text/${html === undefined ? 'plain' : 'html'}; charset=utf-8`,
    '',
    html ?? text ?? '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

const IDS = /^(?:[^:]*:){3}/;

export function mailOf(hand: Hand): Mail {
  const { mailbox } = hand.ours;
  return {
    async receives({ email }, letter) {
      const key = hand.fresh(40);
      const messageId = `<${hand.fresh(20)}@mail.example.com>`;
      await hand.mails((at) => mime(email, messageId, at, letter, mailbox), key);
      return { id: hand.notes('email/ses', mailbox, key), messageId };
    },
    async sends({ email }, { text, subject, inReplyTo }) {
      const key = hand.fresh(40);
      const messageId = `<${key}@demo.example.com>`;
      const id = await hand.tells({
        type: 'recorded',
        provider: 'email/ses',
        account: mailbox,
        providerInteractionId: key,
        interaction: {
          kind: 'message',
          direction: 'outbound',
          text,
          subject,
          contact: { identity: { kind: 'email', value: email }, assurance: 'verified' },
          mail: { messageId, inReplyTo: inReplyTo === undefined ? [] : [inReplyTo] },
        },
      });
      return { id, messageId };
    },
    async reports(interactionId, { email }, status) {
      const providerInteractionId = interactionId.replace(IDS, '');
      const identity = { kind: 'email', value: email } as const;
      const about = { provider: 'email/ses', account: mailbox, providerInteractionId, identity } as const;
      await hand.tells({ type: 'receipt', ...about, status });
    },
  };
}
