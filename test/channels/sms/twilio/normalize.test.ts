import { describe, expect, it } from 'vitest';
import { twilioSms } from '../../../../functions/channels/sms/twilio/index.ts';
import type { WebhookRequest } from '../../../../functions/channels/webhook-request.ts';
import { PayloadError } from '../../../../functions/errors.ts';
import { eventId } from '../../../../functions/interaction/event-ids.ts';
import { fixture } from '../../fixture.ts';
import { receivedAt } from '../../provider-samples.ts';
import { delivery, settings, url } from './samples.ts';

const provider = twilioSms.configure(settings);
const account = `AC${'0123456789abcdef'.repeat(2)}`;

async function events(request: WebhookRequest) {
  return (await provider.parse(request)).normalize(receivedAt);
}

const fromFixture = (file: string) => events(delivery(fixture(`sms-twilio/${file}`)));
const status = (MessageStatus: string, more: Record<string, string> = {}) =>
  events(delivery({ MessageSid: 'SM1', MessageStatus, From: '+14155550100', To: '+14155550123', ...more }));
const message = (more: Record<string, string>) =>
  events(
    delivery({ MessageSid: 'SM1', SmsStatus: 'received', From: '+14155550123', To: '+14155550100', ...more }),
  );

const customer = { kind: 'phone', scope: '', value: '+14155550123' };
const contact = { identity: customer, assurance: 'asserted', address: '+14155550123' };

describe('an incoming message', () => {
  it('is recorded with its text, as it came', async () => {
    const id = 'SM00000000000000000000000000000001';
    expect(await fromFixture('text-message.json')).toEqual([
      {
        type: 'recorded',
        version: 1,
        provider: 'sms/twilio',
        account: '+14155550100',
        providerInteractionId: id,
        at: '2026-03-04T10:11:12.345Z',
        receivedAt: '2026-03-04T10:11:12.345Z',
        interaction: {
          kind: 'message',
          direction: 'inbound',
          contact,
          text: 'Hello, is my order №42 on its way? 🚚',
        },
      },
    ]);
  });

  it('is read from the form exactly as it travels', async () => {
    expect(await fromFixture('text-message.txt')).toMatchObject([
      { interaction: { text: 'Café at 5? & bring 50% + the € note' } },
    ]);
  });

  it('keeps every medium in order', async () => {
    const media = `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages/MM${'2'.padStart(32, '0')}/Media`;
    expect(await fromFixture('picture-message.json')).toMatchObject([
      {
        interaction: {
          text: 'The box arrived like this',
          media: [
            { type: 'image', contentType: 'image/jpeg', url: `${media}/ME${'1'.padStart(32, '0')}` },
            { type: 'document', contentType: 'text/vcard', url: `${media}/ME${'2'.padStart(32, '0')}` },
          ],
        },
      },
    ]);
  });

  it('orders more than ten media by number, and types the unknown ones as files', async () => {
    const parameters = Object.fromEntries(
      [10, 2, 0].flatMap((index) => [
        [`MediaUrl${index}`, `https://example.com/${index}`],
        [`MediaContentType${index}`, index === 2 ? '' : index === 0 ? 'model/stl' : 'audio/amr'],
      ]),
    );
    const [event] = await message({ ...parameters, MediaUrl3: '' });
    expect(event).toMatchObject({
      interaction: {
        media: [
          { type: 'file', contentType: 'model/stl', url: 'https://example.com/0' },
          { type: 'file', url: 'https://example.com/2' },
          { type: 'audio', contentType: 'audio/amr', url: 'https://example.com/10' },
        ],
      },
    });
  });

  it('without a caption is a message, not a status, though it carries SmsStatus', async () => {
    const [event] = await fromFixture('picture-without-caption.json');
    expect(event).toMatchObject({ type: 'recorded', interaction: { kind: 'message', direction: 'inbound' } });
    expect(event).not.toHaveProperty('interaction.text');
    expect(event).toHaveProperty('interaction.media.0.type', 'image');
  });

  it('without text and media is still a message', async () => {
    expect(await message({ Body: '', NumMedia: '0' })).toMatchObject([
      { interaction: { kind: 'message', contact } },
    ]);
  });

  it('is a message too when MessageStatus says received, and when no status is there', async () => {
    const bare = { MessageSid: 'SM1', From: '+14155550123', To: '+14155550100', Body: 'x' };
    for (const more of [{ MessageStatus: 'received' }, { SmsStatus: 'receiving' }, {}]) {
      expect(await events(delivery({ ...bare, ...more }))).toMatchObject([{ interaction: { text: 'x' } }]);
    }
  });

  it.each(['STOP', 'START', 'HELP'])('keeps the opt-out keyword %s', async (OptOutType) => {
    expect(await message({ Body: OptOutType, OptOutType })).toMatchObject([
      { interaction: { text: OptOutType, optOut: OptOutType.toLowerCase() } },
    ]);
    expect(await message({ Body: 'STOP' })).not.toMatchObject([{ interaction: { optOut: 'stop' } }]);
  });

  it('of a short code belongs to an identity of our account', async () => {
    const identity = { kind: 'sender-id', scope: '+14155550100', value: '72345' };
    expect(await fromFixture('short-code-sender.json')).toMatchObject([
      { interaction: { contact: { identity, assurance: 'asserted', address: '72345' } } },
    ]);
    expect(await message({ From: 'EXAMPLE' })).toMatchObject([
      { interaction: { contact: { identity: { kind: 'sender-id', value: 'EXAMPLE' } } } },
    ]);
  });

  it('of another network keeps its prefix as the address', async () => {
    const to = { To: 'whatsapp:+14155550100' };
    expect(
      await message({ ...to, From: 'whatsapp:+14155550123', ProfileName: 'Ada\r\n\0 Example' }),
    ).toMatchObject([
      {
        account: 'whatsapp:+14155550100',
        interaction: {
          contact: {
            identity: customer,
            assurance: 'verified',
            address: 'whatsapp:+14155550123',
            displayName: 'Ada Example',
          },
        },
      },
    ]);
    expect(await message({ To: 'messenger:1', From: 'messenger:98765432109876543210' })).toMatchObject([
      {
        interaction: {
          contact: { identity: { kind: 'messenger', scope: 'messenger:1', value: '98765432109876543210' } },
        },
      },
    ]);
    expect(await message({ From: 'rcs:+14155550123' })).toMatchObject([
      { interaction: { contact: { identity: customer, assurance: 'asserted' } } },
    ]);
  });

  it('with a tapped button is a postback that answers ours', async () => {
    expect(await fromFixture('whatsapp-button.json')).toMatchObject([
      {
        interaction: {
          kind: 'postback',
          payload: 'confirm-42',
          title: 'Yes, please',
          replyTo: `MM${'9'.padStart(32, '0')}`,
        },
      },
    ]);
    expect(await message({ ButtonPayload: 'p', Body: 'shown' })).toMatchObject([
      { interaction: { title: 'shown' } },
    ]);
  });

  it('with a place is a location, with half a place a message', async () => {
    expect(await fromFixture('whatsapp-location.json')).toMatchObject([
      {
        interaction: {
          kind: 'location',
          latitude: 37.7879,
          longitude: -122.4075,
          name: 'Union Square',
          address: '333 Post St, San Francisco',
        },
      },
    ]);
    expect(await message({ Latitude: '0', Longitude: '0' })).toMatchObject([
      { interaction: { kind: 'location' } },
    ]);
    for (const Longitude of ['', 'east', 'Infinity']) {
      expect(await message({ Latitude: '1', Longitude })).toMatchObject([
        { interaction: { kind: 'message' } },
      ]);
    }
  });

  it('that was forwarded says so', async () => {
    expect(await message({ Forwarded: 'true' })).toMatchObject([{ interaction: { forwarded: true } }]);
  });

  it('comes by GET as well', async () => {
    const rawQuery = 'MessageSid=SM1&SmsStatus=received&From=%2B14155550123&To=%2B14155550100&Body=Hi';
    const get = {
      method: 'GET',
      headers: {},
      url: `${url}?${rawQuery}`,
      rawQuery,
      body: Buffer.alloc(0),
      receivedAt,
    };
    expect(await events(get)).toMatchObject([
      { account: '+14155550100', interaction: { text: 'Hi', contact } },
    ]);
  });

  it('without an id gets one from its content', async () => {
    const bare = { From: '+14155550123', To: '+14155550100', Body: 'Hi' };
    const [first] = await events(delivery(bare));
    const [again] = await events(delivery({ Body: 'Hi', To: '+14155550100', From: '+14155550123' }));
    const [other] = await events(delivery({ ...bare, Body: 'Ho' }));
    expect(first?.providerInteractionId).toMatch(/^message:.{22}$/);
    expect(again?.providerInteractionId).toBe(first?.providerInteractionId);
    expect(other?.providerInteractionId).not.toBe(first?.providerInteractionId);
  });

  it('without a sender is nobody known', async () => {
    expect(await message({ From: '' })).toMatchObject([
      {
        interaction: {
          contact: {
            identity: { kind: 'anonymous', scope: 'sms/twilio/+14155550100', value: 'SM1' },
            assurance: 'claimed',
            address: 'SM1',
          },
        },
      },
    ]);
  });

  it('keeps ids of any length and content', async () => {
    for (const MessageSid of ['SM:1#2/3', 'x'.repeat(500), 'a\r\nb\0']) {
      expect(await message({ MessageSid })).toMatchObject([{ providerInteractionId: MessageSid }]);
    }
  });

  it('that names no account, or a known parameter twice, is unreadable', async () => {
    await expect(events(delivery({ MessageSid: 'SM1', Body: 'x' }))).rejects.toThrow(PayloadError);
    await expect(
      events(delivery('From=%2B14155550123&From=%2B14155550124&To=%2B14155550100')),
    ).rejects.toThrow(/From/);
    const twoUrls = 'To=%2B14155550100&MediaUrl0=https%3A%2F%2Fa.example&MediaUrl0=https%3A%2F%2Fb.example';
    await expect(events(delivery(twoUrls))).rejects.toThrow(/MediaUrl0/);
    await expect(events(delivery('Body=%FF&To=%2B14155550100'))).rejects.toThrow(PayloadError);
  });
});

describe('a status callback', () => {
  it.each([
    ['accepted', 'queued'],
    ['scheduled', 'queued'],
    ['queued', 'queued'],
    ['sending', 'queued'],
    ['sent', 'sent'],
    ['partially_delivered', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('%s is a receipt: %s', async (twilio, receipt) => {
    expect(await status(twilio)).toMatchObject([
      {
        type: 'receipt',
        account: '+14155550100',
        providerInteractionId: 'SM1',
        status: receipt,
        identity: customer,
      },
    ]);
  });

  it('of a failure tells its code and title', async () => {
    expect(await fromFixture('status-undelivered.json')).toMatchObject([
      { status: 'failed', error: { code: '30003', title: 'Unreachable destination handset' } },
    ]);
    expect(await status('canceled')).toMatchObject([{ error: { code: 'canceled' } }]);
    expect(await status('delivered', { ErrorCode: '0' })).not.toHaveProperty('0.error');
  });

  it('with SmsSid and SmsStatus alone is one too', async () => {
    const old = { SmsSid: 'SM7', SmsStatus: 'sent', From: '+14155550100', To: '+14155550123' };
    expect(await events(delivery(old))).toMatchObject([
      { type: 'receipt', providerInteractionId: 'SM7', status: 'sent' },
    ]);
  });

  it('of a Messaging Service without a sender yet belongs to the service, else to the account', async () => {
    const service = `MG${'1'.padStart(32, '0')}`;
    expect(await fromFixture('status-accepted-without-sender.json')).toMatchObject([{ account: service }]);
    expect(await status('accepted', { From: '', AccountSid: account })).toMatchObject([{ account }]);
  });

  it('to nobody named is a receipt without an identity', async () => {
    expect(await status('sent', { To: '' })).not.toHaveProperty('0.identity');
  });

  it.each([{ MessageStatus: 'teleported' }, { MessageStatus: 'sent', MessageSid: '' }])(
    '%o is kept as other, not in place of the message',
    async (more) => {
      const [event] = await status('sent', more);
      expect(event).toMatchObject({
        type: 'recorded',
        account: '+14155550100',
        interaction: {
          kind: 'other',
          direction: 'outbound',
          contact,
          type: `MessageStatus=${more.MessageStatus}`,
        },
      });
      expect(event?.providerInteractionId).not.toBe('SM1');
      expect(event).toHaveProperty('interaction.raw', expect.stringContaining(more.MessageStatus));
    },
  );

  it('of unknown kind to nobody named is nobody known', async () => {
    expect(await status('teleported', { To: '' })).toMatchObject([
      { interaction: { contact: { identity: { kind: 'anonymous' }, assurance: 'claimed' } } },
    ]);
  });

  it('has one event id per receipt, whenever it comes', async () => {
    const [first] = await status('queued');
    const [later] = (
      await provider.parse(delivery({ MessageSid: 'SM1', MessageStatus: 'accepted', From: '+14155550100' }))
    ).normalize(receivedAt + 9_000);
    if (first === undefined || later === undefined) throw new Error('no event');
    expect(eventId({ ...later, brand: 'demo' })).toBe(eventId({ ...first, brand: 'demo' }));
  });
});

it('answers an empty TwiML document, so that nothing is sent back', async () => {
  const answer = (await provider.parse(delivery({ To: '+14155550100' }))).acknowledge();
  expect(answer).toEqual({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
  });
});
