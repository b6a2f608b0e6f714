import { describe, expect, it } from 'vitest';
import type { ReceivedMail } from '../../../../functions/channels/email/ses/sign.ts';
import { mailFile, received } from './mails.ts';
import { onlyEvent } from './reading.ts';

const PLAIN = 'To: help@in.example.org\r\nSubject: hi\r\n\r\nhi';
const none = { spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' };

async function contact(from: string, mail: Partial<ReceivedMail> = {}) {
  return (await onlyEvent(received(`${from}\r\n${PLAIN}`, mail))).interaction.contact;
}

const ada = { kind: 'email', scope: '', value: 'ada@example.com' };
const unverified = { ...ada, scope: 'unverified' };

describe('who a mail is from', () => {
  it('is proven by DMARC', async () => {
    const verdicts = { ...none, dmarc: 'PASS' };
    const proven = await contact('From: Ada <ada@example.com>', { verdicts, source: 'x@relay.example' });
    expect(proven).toMatchObject({ identity: ada, assurance: 'verified', displayName: 'Ada' });
  });

  it.each([
    ['the same domain', 'bounce@example.com'],
    ['a domain below it', 'bounce@mail.example.com'],
    ['the domain above it', 'bounce@example.com', 'ada@shop.example.com'],
  ])(
    'is proven by SPF for %s, where no DMARC policy is published',
    async (_, source, from = 'ada@example.com') => {
      const verdicts = { ...none, spf: 'PASS' };
      expect(await contact(`From: ${from}`, { verdicts, source })).toMatchObject({ assurance: 'verified' });
    },
  );

  it.each([
    ['another domain', 'bounce@attacker.example'],
    ['a domain that only ends alike', 'bounce@notexample.com'],
    ['a top-level domain', 'bounce@com'],
    ['no envelope sender', ''],
  ])('is not proven by SPF for %s', async (_, source) => {
    const verdicts = { ...none, spf: 'PASS' };
    expect(await contact('From: ada@example.com', { verdicts, source })).toEqual({
      identity: unverified,
      assurance: 'claimed',
      address: 'ada@example.com',
    });
  });

  it.each([
    ['the sender', 'DKIM-Signature: v=1; d=example.com; s=a\r\n', 'verified'],
    ['a domain below it, folded', 'DKIM-Signature: v=1;\r\n d=Mail.Example.com;\r\n s=a\r\n', 'verified'],
    ['another', 'DKIM-Signature: v=1; d=attacker.example; s=a\r\n', 'claimed'],
    [
      'the sender and another',
      'DKIM-Signature: d=example.com\r\nDKIM-Signature: d=attacker.example\r\n',
      'claimed',
    ],
    ['a top-level domain', 'DKIM-Signature: d=com\r\n', 'claimed'],
    ['two in one signature', 'DKIM-Signature: v=1; d=example.com; s=a; d=attacker.example\r\n', 'claimed'],
    ['nobody', 'DKIM-Signature: v=1; s=a\r\n', 'claimed'],
    ['nobody at all', '', 'claimed'],
  ])('with DKIM passed and signed by %s', async (_, signature, assurance) => {
    const verdicts = { ...none, dkim: 'PASS' };
    const from = `${signature}From: ada@example.com`;
    expect(await contact(from, { verdicts, source: 'x@relay.example' })).toMatchObject({ assurance });
  });

  it('is not proven when DMARC failed, whatever else passed', async () => {
    const mail = { verdicts: { dmarc: 'FAIL' }, source: 'ada@example.com' };
    expect(await contact('From: ada@example.com', mail)).toMatchObject({ identity: unverified });
  });

  it('is not proven by headers that the sender wrote', async () => {
    const forged = 'Authentication-Results: amazonses.com; dmarc=pass\r\nX-SES-Verdict: PASS\r\n';
    const mail = { verdicts: none, source: 'x@attacker.example' };
    expect(await contact(`${forged}From: ada@example.com`, mail)).toMatchObject({ identity: unverified });
  });

  it.each([
    ['no From', 'X-Other: 1'],
    ['an empty From', 'From: '],
    ['a name alone', 'From: Ada'],
    ['two addresses', 'From: ada@example.com, ben@example.com'],
    ['the same address twice', 'From: ada@example.com, ada@example.com'],
    ['a group of two', 'From: Us: ada@example.com, ben@example.com;'],
    ['two headers', 'From: ada@example.com\r\nFrom: attacker@attacker.example'],
    ['another address as the name', 'From: ada@example.com <attacker@attacker.example>'],
    ['two in angle brackets', 'From: <ada@example.com> <attacker@attacker.example>'],
    ['a control character', 'From: ada@example.com\u0000.attacker.example'],
    ['an encoded word alone', 'From: =?utf-8?q?ada=40example.com?='],
    ['a quoted local part', 'From: "a@b"@example.com'],
    ['no domain', 'From: ada@localhost'],
    ['a domain that is none', 'From: ada@exa%mple.com'],
    ['an address of 400 characters', `From: ${'a'.repeat(60)}@${'b.'.repeat(170)}example.com`],
    ['5,000 characters', `From: "${'a'.repeat(5000)}" <ada@example.com>`],
  ])('is nobody with %s', async (_, from) => {
    expect(await contact(from)).toMatchObject({
      identity: { kind: 'anonymous', scope: 'email/ses/help@in.example.org' },
      assurance: 'claimed',
    });
  });

  it.each([
    ['the address as its own name', 'From: "ada@example.com" <ada@example.com>'],
    ['another address as a quoted name', 'From: "attacker@attacker.example" <ada@example.com>'],
    ['the address unquoted as its name', 'From: ada@example.com <ada@example.com>'],
    ['a comment', 'From: ada@example.com (Ada)'],
    ['capitals', 'From: ADA@EXAMPLE.COM'],
    ['folding', 'From: Ada\r\n\t<ada@example.com>'],
  ])('is the one address with %s', async (_, from) => {
    expect(await contact(from)).toMatchObject({ identity: ada, assurance: 'verified' });
  });

  it('keeps the local part as received, and the domain in its one form', async () => {
    expect(await contact('From: Ada@BÜCHER.example')).toMatchObject({
      identity: { value: 'ada@xn--bcher-kva.example' },
      address: 'Ada@xn--bcher-kva.example',
    });
  });

  it('is nobody when SES read several senders', async () => {
    const request = received(`From: ada@example.com\r\n${PLAIN}`);
    const seen = request.notification.replace(
      '"from":["ada@example.com"]',
      '"from":["a@example.com","b@example.com"]',
    );
    const event = await onlyEvent({ ...request, notification: seen });
    expect(event.interaction.contact.identity.kind).toBe('anonymous');
  });

  it.each([
    ['another address', 'mallory@attacker.example'],
    ['another address with ours as its name', '"ada@example.com" <mallory@attacker.example>'],
    ['ours in a comment', 'mallory@attacker.example (ada@example.com)'],
    ['a longer address', 'ada@example.com.attacker.example'],
    ['none', 'Ada'],
  ])('is nobody when SES read %s', async (_, from) => {
    const request = received(`From: ada@example.com\r\n${PLAIN}`);
    const seen = request.notification.replace(
      '"from":["ada@example.com"]',
      `"from":[${JSON.stringify(from)}]`,
    );
    expect(seen).not.toBe(request.notification);
    const event = await onlyEvent({ ...request, notification: seen });
    expect(event.interaction.contact.identity.kind).toBe('anonymous');
  });

  it.each([
    ['decoded names', 'Müller, Ada <Ada@Example.com>'],
    ['a comment', 'ada@example.com (Ada)'],
    ['no name', 'ada@example.com'],
  ])('is the address that SES read with %s', async (_, from) => {
    const request = received(`From: ada@example.com\r\n${PLAIN}`);
    const seen = request.notification.replace(
      '"from":["ada@example.com"]',
      `"from":[${JSON.stringify(from)}]`,
    );
    expect((await onlyEvent({ ...request, notification: seen })).interaction.contact.identity).toEqual(ada);
  });

  it('is not a letter that only becomes alike in lower case', async () => {
    expect(await contact('From: mar\u212a@example.com')).toMatchObject({
      identity: { value: 'mar\u212a@example.com' },
    });
  });

  it('cleans names of control characters', async () => {
    expect(await contact('From: =?utf-8?q?A=00d=0Aa=E2=80=AE?= <ada@example.com>')).toMatchObject({
      displayName: 'Ada',
    });
  });
});

describe('who else takes part', () => {
  it('are those in To and Cc without our mailboxes', async () => {
    const { interaction } = await onlyEvent(received(mailFile('gmail-reply')));
    expect(interaction.participants).toEqual([
      {
        role: 'cc',
        identity: { kind: 'email', scope: '', value: 'ben@example.net' },
        displayName: 'Ben, Example',
      },
    ]);
  });

  it('are unverified in a mail that proves nothing', async () => {
    const mail = { verdicts: none, source: 'x@attacker.example' };
    const { interaction } = await onlyEvent(received(mailFile('reply-to-differs'), mail));
    expect(interaction.participants).toEqual([
      { role: 'cc', identity: { kind: 'email', scope: 'unverified', value: 'victim@example.net' } },
    ]);
  });

  it('are all senders when there are several', async () => {
    const { interaction } = await onlyEvent(received(mailFile('two-senders')));
    expect(
      interaction.participants?.map(({ role, identity }) => [role, identity.scope, identity.value]),
    ).toEqual([
      ['from', 'unverified', 'ada@example.com'],
      ['from', 'unverified', 'ben@example.com'],
    ]);
  });

  it('are at most 200', async () => {
    const to = Array.from({ length: 5000 }, (_, n) => `p${n}@example.net`).join(',\r\n ');
    const { interaction } = await onlyEvent(received(`From: ada@example.com\r\nTo: ${to}\r\n\r\nhi`));
    expect(interaction.participants).toHaveLength(200);
  });
});

describe('our own mailboxes', () => {
  it('write outbound mail, whose contact is the customer', async () => {
    const { interaction } = await onlyEvent(received(mailFile('own-answer')));
    expect(interaction).toMatchObject({
      direction: 'outbound',
      contact: { identity: ada, assurance: 'asserted' },
    });
    expect(interaction.participants).toBeUndefined();
  });

  it('are not believed without proof', async () => {
    const mail = { verdicts: none, source: 'x@attacker.example' };
    const { interaction } = await onlyEvent(received(mailFile('own-answer'), mail));
    expect(interaction).toMatchObject({
      direction: 'inbound',
      contact: { identity: { scope: 'unverified', value: 'help@in.example.org' }, assurance: 'claimed' },
    });
  });

  it('that write to themselves alone are their own contact', async () => {
    const { interaction } = await onlyEvent(
      received('From: help@in.example.org\r\nTo: Help+a@in.example.org\r\n\r\nnote'),
    );
    expect(interaction).toMatchObject({ direction: 'inbound', contact: { address: 'help@in.example.org' } });
  });
});
