import { expect, test } from 'vitest';
import { whatsapp } from '../../../../functions/channels/social/whatsapp/index.ts';
import { eventsOf, fixture, recorded, whatsappSettings } from '../hub-deliveries.ts';

const events = (name: string) => eventsOf(whatsapp, whatsappSettings, fixture('social-whatsapp', name));
const interactions = async (name: string) => recorded(await events(name));

const ana = {
  identity: { kind: 'phone', scope: '', value: '+14155550111' },
  assurance: 'verified',
  address: '14155550111',
  displayName: 'Ana Example',
};

test('a text message, whole', async () => {
  expect(await events('text')).toEqual([
    {
      type: 'recorded',
      version: 1,
      provider: 'social/whatsapp',
      account: '600000000000001',
      providerInteractionId: 'wamid.TEST0001',
      at: '2026-03-04T10:00:01.000Z',
      receivedAt: '2026-03-04T10:11:12.345Z',
      interaction: {
        kind: 'message',
        direction: 'inbound',
        contact: ana,
        text: 'Does it come in another colour?',
      },
    },
  ]);
});

test('media of every type, with what proves and fetches it', async () => {
  const [image, video, audio, document, sticker] = await interactions('media');
  expect(image).toMatchObject({
    kind: 'message',
    text: 'The broken part',
    media: [
      {
        type: 'image',
        mediaId: '9000000000000001',
        url: 'https://lookaside.example.com/media/9000000000000001',
        contentType: 'image/jpeg',
        sha256: 'aW1hZ2UtaGFzaA==',
      },
    ],
  });
  expect(video).toMatchObject({ kind: 'message', media: [{ type: 'video', mediaId: '9000000000000002' }] });
  expect(video).not.toHaveProperty('text', expect.anything());
  expect(audio).toMatchObject({ media: [{ type: 'audio', contentType: 'audio/ogg; codecs=opus' }] });
  expect(document).toMatchObject({
    text: 'My receipt',
    media: [{ type: 'document', fileName: 'receipt.pdf' }],
  });
  expect(sticker).toMatchObject({ media: [{ type: 'sticker', mediaId: '9000000000000005' }] });
});

test('a place and people', async () => {
  const [place, people] = await interactions('location-contacts');
  expect(place).toMatchObject({
    kind: 'location',
    latitude: 37.7749,
    longitude: -122.4194,
    name: 'Example Hall',
    address: '1 Example Street',
    url: 'https://places.example.com/1',
  });
  expect(people).toMatchObject({
    kind: 'contacts',
    contacts: [
      { name: 'Bo Example', phones: ['+1 415-555-0122', '14155550123'], emails: ['bo@example.com'] },
      { phones: ['+14155550124'], emails: [] },
    ],
  });
});

test('answers to buttons, lists, forms and call permissions are postbacks to what they answer', async () => {
  const [button, list, form, permission, template] = await interactions('interactive');
  expect(button).toMatchObject({
    kind: 'postback',
    title: 'Change',
    payload: 'change-order',
    replyTo: 'wamid.OURS1',
  });
  expect(list).toMatchObject({
    kind: 'postback',
    title: 'Express',
    payload: 'express',
    replyTo: 'wamid.OURS2',
  });
  expect(form).toMatchObject({ kind: 'postback', title: 'flow', payload: '{"size":"M"}' });
  expect(permission).toMatchObject({ kind: 'postback', title: 'accept' });
  expect(permission).toHaveProperty('payload', expect.stringContaining('"expiration_timestamp":1773223200'));
  expect(template).toMatchObject({
    kind: 'postback',
    title: 'Stop these',
    payload: 'unsubscribe',
    replyTo: 'wamid.OURS3',
  });
});

test('an order with its items', async () => {
  expect(await interactions('order')).toMatchObject([
    {
      kind: 'order',
      text: 'As a gift, please',
      items: [
        { productId: 'lamp-01', quantity: 2, price: 19.99, currency: 'USD' },
        { productId: 'bulb-03', quantity: 4, price: 3.5, currency: 'USD' },
      ],
    },
  ]);
});

test('where people came from, and what they forwarded', async () => {
  const [ad, product, forwarded, often, group] = await interactions('origins');
  expect(ad).toHaveProperty('origin', {
    type: 'ad',
    id: '800000000000001',
    url: 'https://ads.example.com/1',
    title: 'Blue lamps',
  });
  expect(product).toMatchObject({ origin: { type: 'product', id: 'lamp-01' }, replyTo: 'wamid.OURS7' });
  expect(forwarded).toMatchObject({ forwarded: true });
  expect(often).toMatchObject({ forwarded: true });
  expect(group).toMatchObject({ contact: ana, origin: { type: 'group', id: 'group-1' } });
});

test('reactions move the message they stand on; one without emoji takes the last back', async () => {
  const [given, taken] = await events('reactions');
  expect(given).toMatchObject({
    type: 'reaction',
    providerInteractionId: 'wamid.OURS1',
    direction: 'inbound',
    identity: ana.identity,
    emoji: '👍',
    at: '2026-03-04T10:00:40.000Z',
  });
  expect(taken).toMatchObject({ type: 'reaction', providerInteractionId: 'wamid.OURS1' });
  expect(taken).not.toHaveProperty('emoji');
});

test('edits and deletions move the original; a later edit has the higher revision', async () => {
  const [text, caption, revoke] = await events('edit-revoke');
  expect(text).toMatchObject({
    type: 'edit',
    providerInteractionId: 'wamid.TEST0001',
    identity: ana.identity,
    text: 'Does it come in blue?',
  });
  expect(caption).toMatchObject({ providerInteractionId: 'wamid.TEST0010', text: 'The part that broke' });
  expect(revoke).toMatchObject({
    type: 'deletion',
    providerInteractionId: 'wamid.TEST0012',
    identity: ana.identity,
  });
  const revisions = [text, caption].map((event) => (event?.type === 'edit' ? event.revision : 0));
  expect(revisions[0]).toBeGreaterThan(1_772_618_480_000 - 1);
  expect(revisions[1]).toBeGreaterThan(revisions[0] ?? 0);
});

test('a changed number or id is an entry of the old identity that names both', async () => {
  const userId = (value: string) => ({ kind: 'whatsapp', scope: '500000000000001', value });
  const [number, id, other] = await interactions('system');
  expect(number).toMatchObject({
    kind: 'identity-change',
    contact: {
      identity: ana.identity,
      address: '14155550111',
      alsoKnownAs: [userId('US.10000000000000000001')],
    },
    from: ana.identity,
    to: { kind: 'phone', scope: '', value: '+14155550119' },
  });
  expect(id).toMatchObject({
    kind: 'identity-change',
    from: userId('US.10000000000000000002'),
    to: userId('US.20000000000000000002'),
  });
  expect(other).toMatchObject({ kind: 'other', type: 'system' });
});

test('what we have no kind for is kept whole under its own id', async () => {
  const kept = await events('unsupported');
  expect(kept.map((event) => event.providerInteractionId)).toEqual([
    'wamid.TEST0070',
    'wamid.TEST0071',
    'wamid.TEST0072',
  ]);
  expect(recorded(kept)).toMatchObject([
    { kind: 'other', type: 'unsupported', contact: ana, raw: expect.stringContaining('131051') },
    { kind: 'other', type: 'request_welcome', contact: ana },
    { kind: 'other', type: 'hologram', contact: ana, raw: expect.stringContaining('"depth":3') },
  ]);
});

test('what the business sent from its phone is outbound, to the customer', async () => {
  const [text, revoke, noNumber] = await events('echoes');
  expect(text).toMatchObject({
    providerInteractionId: 'wamid.ECHO1',
    interaction: {
      kind: 'message',
      direction: 'outbound',
      text: 'Yes, in blue and in green.',
      contact: { identity: ana.identity, address: '14155550111' },
    },
  });
  expect(revoke).toMatchObject({ type: 'deletion', providerInteractionId: 'wamid.ECHO0' });
  expect(noNumber).toMatchObject({
    interaction: { direction: 'outbound', contact: { address: 'US.10000000000000000003' } },
  });
});
