import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { messenger } from '../../../../functions/channels/social/messenger/index.ts';
import { PayloadError } from '../../../../functions/errors.ts';
import { eventId } from '../../../../functions/interaction/event-ids.ts';
import { eventsOf, messengerSettings, recorded } from '../hub-deliveries.ts';

const page = '300000000000001';
const sides = { sender: { id: '400000000000011' }, recipient: { id: page }, timestamp: 1772618400000 };
const hello = { ...sides, message: { mid: 'm_1', text: 'Hello' } };

const delivery = (...entry: unknown[]) => JSON.stringify({ object: 'page', entry });
const inMessaging = (...messaging: unknown[]) => delivery({ id: page, time: 1772618400999, messaging });
const events = (body: string) => eventsOf(messenger, messengerSettings, body);

test.each(['null', '[]', '{}', '{"object":"instagram","entry":[]}', '{"object":"page","entry":1}', ''])(
  'a body that is no page delivery is refused: %s',
  async (body) => {
    await expect(events(body)).rejects.toThrow(PayloadError);
  },
);

const odd = [
  null,
  7,
  [],
  {},
  { message: { mid: 'm_2', text: 'from nobody' } },
  { ...sides, message: {} },
  { ...sides, message: null },
  { ...sides, message: { mid: 'm_2' } },
  { ...sides, message: { mid: 'm_2', attachments: [{ type: 'fallback' }] } },
  { ...sides, message: { mid: 'm_2', attachments: [{ type: 'location' }] } },
  { ...sides, message: { mid: 'm_2', attachments: 'many' } },
  { ...sides, postback: 'x' },
  { ...sides, reaction: { mid: 'm_1', action: 'shout' } },
  { ...sides, message_edit: { mid: 'm_1', text: 'x', num_edit: 0 } },
  { ...sides, delivery: {} },
  { ...sides, delivery: 5 },
  { ...sides, read: {} },
  { ...sides, referral: 'x' },
  { recipient: { id: page }, delivery: { watermark: 1 } },
  { recipient: { id: page }, read: { watermark: 1 } },
  { recipient: { id: page }, postback: { payload: 'x' } },
  { ...sides, constructor: {} },
];

test.each(odd.map((item) => [item]))('an odd item is kept and costs no other: %j', async (item) => {
  const last = { ...hello, message: { mid: 'm_3', text: 'Bye' } };
  const all = recorded(await events(inMessaging(hello, item, last)));
  expect(all).toMatchObject([{ text: 'Hello' }, { kind: 'other' }, { text: 'Bye' }]);
  const kept = all[1];
  expect(JSON.parse(kept?.kind === 'other' ? kept.raw : '')).toEqual(item);
});

test('an item that says two things gives both, and is kept whole when one of them is not readable', async () => {
  const both = { ...hello, read: { watermark: 1772618400000 } };
  expect((await events(inMessaging(both))).map(({ type }) => type)).toEqual(['recorded', 'watermark']);
  const half = recorded(await events(inMessaging({ ...hello, read: {} })));
  expect(half).toMatchObject([
    { kind: 'message' },
    { kind: 'other', raw: expect.stringContaining('"read":{}') },
  ]);
});

test('odd ids in a delivery cost no other receipt', async () => {
  const all = await events(inMessaging({ ...sides, delivery: { mids: ['m_1', null, '', 'm_2'] } }));
  expect(all.map((event) => event.providerInteractionId)).toEqual(['m_1', 'm_2']);
});

test('a place with words, or beside others, is a message; the place is kept beside it', async () => {
  const place = { type: 'location', payload: { coordinates: { lat: 1, long: 2 } } };
  const item = { ...sides, message: { mid: 'm_1', text: 'here', attachments: [place] } };
  expect(recorded(await events(inMessaging(item)))).toMatchObject([
    { kind: 'message', text: 'here' },
    { kind: 'other', type: 'attachment' },
  ]);
});

test('stickers without an id are not taken for one another', async () => {
  const sticker = { type: 'sticker', payload: { url: 'https://cdn.example.com/1.png' } };
  const item = { ...sides, message: { mid: 'm_1', attachments: [sticker, sticker] } };
  expect(recorded(await events(inMessaging(item)))[0]).toHaveProperty('media.length', 2);
});

test('odd entries are kept, each for itself', async () => {
  const body = delivery(
    null,
    { id: page },
    { id: page, messaging: {} },
    { id: page, changes: [null, { field: 5 }] },
  );
  const all = await events(body);
  expect(recorded(all).map((one) => one.kind === 'other' && one.type)).toEqual([
    'entry',
    'entry',
    'entry',
    'changes',
    'changes',
  ]);
  expect(all[0]?.account).toBe('unknown');
});

test('an echo whose sender is not the page is still ours', async () => {
  const item = {
    sender: { id: '999' },
    recipient: { id: '400000000000011' },
    timestamp: 1772618400000,
    message: { mid: 'm_1', text: 'Hi', is_echo: true },
  };
  expect(recorded(await events(inMessaging(item)))).toMatchObject([
    { direction: 'outbound', contact: { address: '400000000000011' } },
  ]);
});

test('an item without a time has the entry’s; a read names its moment in time only', async () => {
  const { timestamp: _timestamp, ...timeless } = hello;
  expect((await events(inMessaging(timeless)))[0]?.at).toBe('2026-03-04T10:00:00.999Z');
});

test('a reaction without any time is kept as it came', async () => {
  const item = { sender: sides.sender, reaction: { mid: 'm_1', action: 'react', emoji: '👍' } };
  expect(recorded(await events(delivery({ id: page, messaging: [item] })))).toMatchObject([
    { kind: 'other', type: 'reaction' },
  ]);
});

test('a thousand updates in one body', async () => {
  const items = Array.from({ length: 1000 }, (_, index) => ({
    ...hello,
    message: { mid: `m_${index}`, text: 'x' },
  }));
  const all = await events(inMessaging(...items));
  expect(new Set(all.map((event) => eventId({ ...event, brand: 'demo' }))).size).toBe(1000);
});

test('deep items, __proto__ keys, long ids, half surrogates and NUL cost nothing and crash nothing', async () => {
  const deep = `{"strange":${'['.repeat(50)}1${']'.repeat(50)}}`;
  const body = inMessaging(
    { ...sides, message: { mid: 'm'.repeat(500), text: 'a\udfffb\0' } },
    { ...sides, message: { mid: 9007199254740993n.toString(), text: 'x' } },
  ).replace('"messaging":[', `"__proto__":[],"messaging":[${deep},{"__proto__":{"id":"1"},"mystery":1},`);
  const all = await events(body);
  expect(recorded(all)).toMatchObject([
    { kind: 'other', type: 'strange', raw: deep },
    { kind: 'other', raw: expect.stringContaining('__proto__') },
    { kind: 'message', text: 'a\u{FFFD}b\0' },
    { kind: 'message' },
  ]);
  expect(all[3]?.providerInteractionId).toBe('9007199254740993');
});

test('whatever stands in the entries: no crash, valid events, the same again', async () => {
  const names = fc.constantFrom(
    'message',
    'postback',
    'reaction',
    'delivery',
    'read',
    'referral',
    'optin',
    'x',
  );
  const item = fc.dictionary(names, fc.jsonValue()).map((fields) => ({ ...sides, ...fields }));
  const entry = fc.oneof(fc.jsonValue(), fc.record({ id: fc.constant(page), messaging: fc.array(item) }));
  await fc.assert(
    fc.asyncProperty(fc.array(entry), async (entries) => {
      expect(await events(delivery(...entries))).toEqual(await events(delivery(...entries)));
    }),
    { numRuns: 200 },
  );
});
