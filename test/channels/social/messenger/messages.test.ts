import { expect, test } from 'vitest';
import { messenger } from '../../../../functions/channels/social/messenger/index.ts';
import { eventsOf, fixture, messengerSettings, recorded } from '../hub-deliveries.ts';

const events = (name: string) => eventsOf(messenger, messengerSettings, fixture('social-messenger', name));
const interactions = async (name: string) => recorded(await events(name));

const identity = { kind: 'messenger', scope: '300000000000001', value: '400000000000011' };
const contact = { identity, assurance: 'verified', address: '400000000000011' };
const anonymous = (value: unknown) => ({
  identity: { kind: 'anonymous', scope: 'social/messenger/300000000000001', value },
  assurance: 'claimed',
});

test('a text message, whole', async () => {
  expect(await events('text')).toEqual([
    {
      type: 'recorded',
      version: 1,
      provider: 'social/messenger',
      account: '300000000000001',
      providerInteractionId: 'm_TEST0001',
      at: '2026-03-04T10:00:00.001Z',
      receivedAt: '2026-03-04T10:11:12.345Z',
      interaction: { kind: 'message', direction: 'inbound', contact, text: 'Hello, are you open on Sunday?' },
    },
  ]);
});

test('quick replies are postbacks; a reply names what it answers', async () => {
  expect(await interactions('quick-reply')).toMatchObject([
    { kind: 'postback', title: 'Blue', payload: 'COLOUR_BLUE' },
    { kind: 'message', text: 'The second one', replyTo: 'm_OURS1' },
  ]);
});

test('attachments: media and shares, a sticker once, places, and what is neither', async () => {
  const all = await events('attachments');
  expect(all.map((event) => event.providerInteractionId)).toEqual([
    'm_TEST0010',
    'm_TEST0011',
    'm_TEST0012',
    'm_TEST0013',
    'm_TEST0014',
    'm_TEST0015',
    'm_TEST0015/attachment/0',
    'm_TEST0016',
    'm_TEST0017',
  ]);
  const [files, listen, sticker, place, share, product, template, booking, reel] = recorded(all);
  expect(files).toMatchObject({
    kind: 'message',
    media: [
      { type: 'image', url: 'https://cdn.example.com/1.jpg' },
      { type: 'video', url: 'https://cdn.example.com/2.mp4' },
    ],
  });
  expect(listen).toMatchObject({ text: 'listen', media: [{ type: 'audio' }, { type: 'file' }] });
  expect(sticker).toHaveProperty('media', [
    { type: 'sticker', mediaId: '369239263222822', url: 'https://cdn.example.com/5.png' },
  ]);
  expect(place).toMatchObject({
    kind: 'location',
    latitude: 37.7749,
    longitude: -122.4194,
    name: "Ana's Location",
    url: 'https://maps.example.com/1',
  });
  expect(share).toMatchObject({
    text: 'https://shop.example.com/lamp',
    media: [{ type: 'file', url: 'https://shop.example.com/lamp', fileName: 'Blue lamp' }],
  });
  expect(product).toMatchObject({ kind: 'message', text: 'This one' });
  expect(template).toMatchObject({
    kind: 'other',
    type: 'attachment',
    raw: expect.stringContaining('lamp-01'),
  });
  expect(booking).toMatchObject({ kind: 'other', type: 'message', contact });
  expect(reel).toMatchObject({ media: [{ type: 'video', fileName: 'A reel' }] });
});

test('postbacks with and without a mid', async () => {
  const [start, human] = await events('postbacks');
  expect(start).toMatchObject({
    providerInteractionId: 'm_POST1',
    interaction: {
      kind: 'postback',
      title: 'Get started',
      payload: 'GET_STARTED',
      origin: { type: 'SHORTLINK', id: 'flyer' },
      contact,
    },
  });
  expect(human).toMatchObject({ interaction: { kind: 'postback', title: 'Talk to us', payload: 'HUMAN' } });
  expect(human?.providerInteractionId).toMatch(/^postback:/);
  expect((await events('postbacks'))[1]).toEqual(human);
});

test('reactions move their message; ours are outbound', async () => {
  const [given, taken, ours, nameless] = await events('reactions');
  expect(given).toMatchObject({
    type: 'reaction',
    providerInteractionId: 'm_OURS1',
    direction: 'inbound',
    identity,
    emoji: '❤️',
  });
  expect(taken).toMatchObject({ type: 'reaction', providerInteractionId: 'm_OURS1' });
  expect(taken).not.toHaveProperty('emoji');
  expect(ours).toMatchObject({ providerInteractionId: 'm_TEST0001', direction: 'outbound', emoji: 'like' });
  expect(nameless).toMatchObject({ interaction: { kind: 'other', type: 'reaction' } });
});

test('edits carry their number, deletions leave the message', async () => {
  expect(await events('edits')).toMatchObject([
    {
      type: 'edit',
      providerInteractionId: 'm_TEST0001',
      revision: 1,
      text: 'Hello, are you open on Monday?',
    },
    {
      type: 'edit',
      providerInteractionId: 'm_TEST0001',
      revision: 2,
      text: 'Hello, are you open on Tuesday?',
    },
    { type: 'deletion', providerInteractionId: 'm_TEST0042', identity },
  ]);
});

test('deliveries are receipts of each message and a watermark; reads are a watermark', async () => {
  expect(await events('receipts')).toMatchObject([
    { type: 'receipt', providerInteractionId: 'm_OURS1', status: 'delivered', identity },
    { type: 'receipt', providerInteractionId: 'm_OURS2', status: 'delivered', identity },
    { type: 'watermark', status: 'delivered', identity, upTo: '2026-03-04T10:00:00.050Z' },
    { type: 'watermark', status: 'delivered', identity, upTo: '2026-03-04T10:00:00.051Z' },
    { type: 'watermark', status: 'read', identity, upTo: '2026-03-04T10:00:00.049Z' },
  ]);
});

test('echoes are outbound, to the person', async () => {
  const [text, template] = await events('echoes');
  expect(text).toMatchObject({
    providerInteractionId: 'm_OURS3',
    interaction: { kind: 'message', direction: 'outbound', contact, text: 'Yes, from ten to four.' },
  });
  expect(template).toMatchObject({
    providerInteractionId: 'm_OURS4',
    interaction: { kind: 'other', direction: 'outbound', contact },
  });
});

test('referrals say where the person came from', async () => {
  expect(await interactions('referrals')).toMatchObject([
    { kind: 'message', origin: { type: 'ADS', id: '800000000000002', title: 'Blue lamps' } },
    {
      kind: 'other',
      type: 'referral',
      contact,
      origin: { type: 'SHORTLINK', id: 'flyer', url: 'https://shop.example.com/' },
    },
  ]);
});

test('thread control, opt-ins, policy and what is new are kept, with the person when one is named', async () => {
  expect(await interactions('thread-control')).toMatchObject([
    { kind: 'other', type: 'pass_thread_control', contact },
    { kind: 'other', type: 'take_thread_control', contact },
    { kind: 'other', type: 'policy_enforcement', contact: anonymous(expect.any(String)) },
    { kind: 'other', type: 'optin', contact },
    { kind: 'other', type: 'optin', contact: anonymous('ref-1') },
    { kind: 'other', type: 'hologram', contact, raw: expect.stringContaining('"depth":3') },
  ]);
});

test('standby is read like messaging', async () => {
  expect(await interactions('standby')).toMatchObject([
    { kind: 'message', text: 'Said to the other app', contact },
    { kind: 'postback', title: 'A button of theirs', payload: '' },
  ]);
});

test('page events are kept; the test console sends messaging items in their form', async () => {
  const [feed, console] = await events('page-changes');
  expect(feed).toMatchObject({ interaction: { kind: 'other', type: 'feed' } });
  expect(console).toMatchObject({
    providerInteractionId: 'm_CONSOLE',
    at: '2026-03-04T10:00:00.000Z',
    interaction: { kind: 'message', text: 'from the console', contact },
  });
});
