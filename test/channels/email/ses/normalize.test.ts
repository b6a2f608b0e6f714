import { describe, expect, it } from 'vitest';
import { sesMail } from '../../../../functions/channels/email/ses/index.ts';
import { ConfigurationError, PayloadError } from '../../../../functions/errors.ts';
import { fixture } from '../../fixture.ts';
import { receivedAt } from '../../provider-samples.ts';
import { bucket, mailFile, received } from './mails.ts';
import { eventsOf, messageOf, onlyEvent } from './reading.ts';

describe('a mail', () => {
  it('is a message with its text, what is new in it, and its thread', async () => {
    const message = await messageOf(received(mailFile('gmail-reply')));
    expect(message).toMatchObject({
      subject: 'Re: Your order – 8831',
      visibleText: 'Hello, the blue one arrived broken – can I send it back?',
      mail: {
        messageId: '<CAF+reply-1@mail.example.com>',
        inReplyTo: ['<0100018f-order@email.amazonses.com>'],
        references: ['<first@in.example.org>', '<0100018f-order@email.amazonses.com>'],
        raw: { bucket, key: 'mail/o3vrnil0e2ic28tr4dm1lhq5ejs6i8c9g1u5o1' },
      },
    });
    expect(message.text).toContain('> Hello Ada,\n> your order 8831 has been shipped.');
    expect(message.mail).not.toHaveProperty('automatic');
    expect(message.mail).not.toHaveProperty('replyTo');
  });

  it('tells which reply address of ours it was sent to', async () => {
    const token = 'abcdefghijklmnopqrstuvwxyz2345672345672345a';
    const recipients = ['help+else@in.example.org', `help+R${token.toUpperCase()}@in.example.org`];
    expect((await messageOf(received(mailFile('gmail-reply'), { recipients }))).mail?.replyToken).toBe(token);
    const short = { recipients: [`help+r${token.slice(1)}@in.example.org`] };
    expect((await messageOf(received(mailFile('gmail-reply'), short))).mail).not.toHaveProperty('replyToken');
  });

  it('in HTML alone is read as text', async () => {
    const message = await messageOf(received(mailFile('outlook-html-only')));
    const visible =
      'Guten Tag,\nbitte die Rechnung über 12 € an unser Büro (https://buero.example.net/a?b=1&c=2).';
    expect(message.visibleText).toBe(visible);
    expect(message.text).toContain('Vielen Dank für Ihre Bestellung.');
  });

  it('shows its attachments by their place', async () => {
    const { media } = await messageOf(received(mailFile('attachments')));
    expect(media).toEqual([
      { type: 'image', mediaId: '0', contentType: 'image/png', fileName: 'broken.png', sizeBytes: 8 },
      {
        type: 'document',
        mediaId: '1',
        contentType: 'application/pdf',
        fileName: 'Rechnung €.pdf',
        sizeBytes: 9,
      },
      { type: 'file', mediaId: '2', contentType: 'message/rfc822', sizeBytes: 63 },
      { type: 'audio', mediaId: '3', contentType: 'audio/ogg', sizeBytes: 6 },
      {
        type: 'file',
        mediaId: '4',
        contentType: 'application/octet-stream',
        fileName: 'data.bin',
        sizeBytes: 3,
      },
    ]);
  });

  it('has the id, the time and the mailbox that SES gives', async () => {
    const late = received(mailFile('gmail-reply'), {
      messageId: 'abc',
      recipients: ['Help+t-8831@IN.example.org'],
      now: receivedAt - 60_000,
    });
    expect(await onlyEvent(late)).toMatchObject({
      provider: 'email/ses',
      account: 'help@in.example.org',
      providerInteractionId: 'abc',
      at: '2026-03-04T10:10:12.345Z',
      receivedAt: '2026-03-04T10:11:12.345Z',
    });
  });

  it('of the year 2099 is held to the receive time', async () => {
    const future = received(mailFile('gmail-reply'), { now: Date.UTC(2099, 0) });
    expect((await onlyEvent(future)).at).toBe('2026-03-04T10:16:12.345Z');
  });

  it('with a time that is none happened when it was received', async () => {
    const request = received(mailFile('gmail-reply'));
    const notification = request.notification.replaceAll('2026-03-04T10:11:12.345Z', 'yesterday');
    expect((await onlyEvent({ ...request, notification })).at).toBe('2026-03-04T10:11:12.345Z');
  });

  it('is an entry for each of our mailboxes, once', async () => {
    const recipients = ['help@in.example.org', 'help+a@in.example.org', 'sales@in.example.org'];
    const events = await eventsOf(received(mailFile('outlook-html-only'), { recipients }));
    expect(events.map(({ account }) => account)).toEqual(['help@in.example.org', 'sales@in.example.org']);
    expect(events[0]?.interaction.participants).toBeUndefined();
  });

  it('keeps a Reply-To only when it differs from From', async () => {
    const differing = await messageOf(received(mailFile('reply-to-differs')));
    expect(differing.mail?.replyTo).toBe('someone@attacker.example');
    const same = 'From: ada@example.com\r\nReply-To: Ada <ADA@example.com>\r\n\r\nhi';
    expect((await messageOf(received(same))).mail).not.toHaveProperty('replyTo');
  });

  it('without subject, text and ids is still one', async () => {
    const message = await messageOf(received('From: ada@example.com\r\n\r\n'));
    expect(message).toMatchObject({ kind: 'message', mail: { inReplyTo: [], references: [] } });
    for (const absent of ['text', 'visibleText', 'subject', 'media'])
      expect(message).not.toHaveProperty(absent);
    expect(message.mail).not.toHaveProperty('messageId');
  });

  it('keeps the newest hundred references', async () => {
    const ids = Array.from({ length: 300 }, (_, n) => `<${n}@example.com>`);
    const message = await messageOf(
      received(`From: ada@example.com\r\nReferences: ${ids.join('\r\n ')}\r\n\r\nhi`),
    );
    expect(message.mail?.references).toEqual(ids.slice(-100));
  });

  it('with a virus shows nothing of itself', async () => {
    const { interaction } = await onlyEvent(
      received(mailFile('attachments'), { verdicts: { virus: 'FAIL' } }),
    );
    expect(interaction).toMatchObject({
      kind: 'other',
      type: 'virus',
      contact: { address: 'ada@example.com' },
    });
    expect(JSON.stringify(interaction)).not.toMatch(/Photos|picture|broken/);
  });

  it('that SES calls spam is recorded', async () => {
    expect(await messageOf(received(mailFile('newsletter'), { verdicts: { spam: 'FAIL' } }))).toBeTruthy();
  });

  it('of SES itself, when the rule is made, is passed over', async () => {
    const setup = received('From: aws@amazon.com\r\n\r\nset up', {
      messageId: 'AMAZON_SES_SETUP_NOTIFICATION',
    });
    expect(await eventsOf(setup)).toEqual([]);
  });
});

describe('a machine', () => {
  const from = (header: string) => received(`From: ada@example.com\r\n${header}\r\n\r\nhi`);
  it.each([
    ['auto-reply', received(mailFile('auto-reply')), 'auto-replied'],
    ['bounce', received(mailFile('bounce')), 'null-sender'],
    ['newsletter', received(mailFile('newsletter')), 'precedence-bulk'],
    ['envelope', received('From: ada@example.com\r\n\r\nhi', { source: '<>' }), 'null-sender'],
    ['odd Auto-Submitted', from('Auto-Submitted: yes, of course'), 'auto-submitted'],
    ['Precedence', from('Precedence: Junk'), 'precedence-junk'],
    ['List-Id', from('List-Id: <a.example.com>'), 'list'],
    ['report', from('Content-Type: multipart/report; boundary=a'), 'report'],
    ['X-Autoreply', from('X-Autoreply: yes'), 'auto-reply'],
    ['mailer-daemon', received('From: Mailer-Daemon@example.com\r\n\r\nhi'), 'mailer-daemon'],
  ])('is known by %s', async (_, request, automatic) => {
    expect((await messageOf(request)).mail?.automatic).toBe(automatic);
  });

  it.each(['Auto-Submitted: no', 'Precedence: first-class', 'X-Other: bulk'])(
    'is none with %s',
    async (header) => {
      expect((await messageOf(from(header))).mail).not.toHaveProperty('automatic');
    },
  );
});

describe('the notification', () => {
  const documented = {
    notification: fixture('email-ses/notification.json').toString(),
    mime: Buffer.from('From: Ada Example <ada@example.com>\r\n\r\nhi'),
    bucket,
    key: 'mail/o3vrnil0e2ic28tr4dm1lhq5ejs6i8c9g1u5o1',
    receivedAt,
  };

  it('is read as documented', async () => {
    expect(await onlyEvent(documented)).toMatchObject({
      interaction: { contact: { assurance: 'claimed' }, direction: 'inbound' },
    });
  });

  it('may write the DMARC policy as an object, which means as much', async () => {
    const asObject = documented.notification
      .replace('"dmarcPolicy": "reject"', '"dmarcPolicy": { "status": "reject" }')
      .replace('"dmarcVerdict": { "status": "FAIL" },', '');
    expect(asObject).toContain('{ "status": "reject" }');
    const event = await onlyEvent({ ...documented, notification: asObject });
    expect(event.interaction.contact.assurance).toBe('claimed');
  });

  it.each([
    ['no JSON', '<xml/>'],
    ['no mail', '{"notificationType":"Received"}'],
    ['a bounce', '{"notificationType":"Bounce","mail":{},"receipt":{}}'],
    ['no recipients', documented.notification.replace(/"recipients": \[[^\]]*\]/, '"recipients": []')],
    ['100,000 levels', '['.repeat(100_000)],
  ])('that is %s is unreadable', async (_, notification) => {
    const configured = sesMail.configure({ accounts: {} });
    await expect(configured.parse({ ...documented, notification })).rejects.toThrow(PayloadError);
  });
});

describe('settings', () => {
  it.each(['Help@in.example.org', 'help+a@in.example.org', 'help', 'help @in.example.org'])(
    'refuse the account %s',
    (account) => {
      const secret = { accounts: { [account]: { brand: 'demo' } } };
      expect(() => sesMail.configure(secret)).toThrow(ConfigurationError);
    },
  );
});
