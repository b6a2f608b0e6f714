import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { whatsapp } from '../../../../functions/channels/social/whatsapp/index.ts';
import { PayloadError } from '../../../../functions/errors.ts';
import { eventId } from '../../../../functions/interaction/event-ids.ts';
import { parseJson } from '../../../../functions/text/json.ts';
import { eventsOf, recorded, whatsappSettings } from '../hub-deliveries.ts';

const metadata = { display_phone_number: '14155550100', phone_number_id: '600000000000001' };
const hello = {
  from: '14155550111',
  id: 'wamid.1',
  timestamp: '1772618400',
  type: 'text',
  text: { body: 'Hello' },
};
const account = '500000000000001';

const delivery = (...entry: unknown[]) => JSON.stringify({ object: 'whatsapp_business_account', entry });
const inEntry = (...changes: unknown[]) => delivery({ id: account, changes });
const inMessages = (...messages: unknown[]) => inEntry({ field: 'messages', value: { metadata, messages } });
const events = (body: string) => eventsOf(whatsapp, whatsappSettings, body);

test.each([
  'null',
  '[]',
  '"text"',
  '{}',
  '{"object":"page","entry":[]}',
  '{"object":"whatsapp_business_account"}',
  '{"object":"whatsapp_business_account","entry":{}}',
  'not json',
  '',
])('a body that is no WhatsApp delivery is refused: %s', async (body) => {
  await expect(events(body)).rejects.toThrow(PayloadError);
});

const odd = [
  null,
  7,
  'text',
  [],
  {},
  { id: 5 },
  { type: 'text' },
  { ...hello, text: null },
  { ...hello, id: '' },
];

test.each(odd.map((item) => [item]))('an odd message is kept and costs no other: %j', async (item) => {
  const [first, kept, last] = recorded(await events(inMessages(hello, item, { ...hello, id: 'wamid.2' })));
  expect(first).toMatchObject({ kind: 'message' });
  expect(kept).toBeDefined();
  if (kept?.kind === 'other') expect(JSON.parse(kept.raw)).toEqual(item);
  else expect(kept).toMatchObject({ kind: 'message', text: 'Hello' });
  expect(last).toMatchObject({ kind: 'message' });
});

test.each([
  ['text', { text: { body: 5 } }],
  ['image', { image: {} }],
  ['location', { location: { latitude: 'north', longitude: 2 } }],
  ['location', { location: { latitude: '', longitude: 2 } }],
  ['contacts', { contacts: {} }],
  ['interactive', { interactive: { type: 'mind_reply' } }],
  ['button', {}],
  ['order', { order: { product_items: [{ quantity: 1 }] } }],
  ['reaction', { reaction: {} }],
  ['reaction', { reaction: { message_id: 'wamid.0', emoji: '👍' }, timestamp: 'soon' }],
  ['edit', { edit: {} }],
  ['edit', { edit: { original_message_id: 'wamid.0', message: {} }, timestamp: 'soon' }],
  ['revoke', {}],
  ['system', {}],
  ['system', { system: { type: 'user_changed_number' } }],
  ['__proto__', {}],
  ['constructor', {}],
])('a %s message that is not as documented is kept with its sender: %j', async (type, content) => {
  expect(await events(inMessages({ ...hello, type, ...content }))).toMatchObject([
    {
      providerInteractionId: 'wamid.1',
      interaction: { kind: 'other', type, contact: { address: '14155550111' } },
    },
  ]);
});

test('a button without payload answers with its text', async () => {
  const [postback] = recorded(
    await events(inMessages({ ...hello, type: 'button', button: { text: 'Yes' } })),
  );
  expect(postback).toMatchObject({ kind: 'postback', title: 'Yes', payload: 'Yes' });
  const [empty] = recorded(await events(inMessages({ ...hello, type: 'button', button: {} })));
  expect(empty).toMatchObject({ kind: 'postback', payload: '' });
});

test('odd entries, changes, statuses and calls are kept, each for itself', async () => {
  const body = delivery(
    5,
    { id: account, changes: [null, { field: 'messages', value: 'x' }] },
    {
      id: account,
      changes: [{ field: 'messages', value: { metadata: 5, contacts: 'x', messages: [hello] } }],
    },
    {
      id: account,
      changes: [
        { field: 'messages', value: { metadata, statuses: [null, { status: 'sent' }], messages: { a: 1 } } },
        { field: 'calls', value: { metadata, calls: [null, { id: 'wacid.1', event: 'connect' }] } },
      ],
    },
  );
  const all = await events(body);
  expect(
    recorded(all).map((interaction) => ('type' in interaction ? interaction.type : interaction.kind)),
  ).toEqual([
    'entry',
    'changes',
    'changes',
    'message',
    'statuses',
    'statuses',
    'messages/messages',
    'calls',
    'calls',
  ]);
  expect(all[0]?.account).toBe('unknown');
  expect(all[3]?.account).toBe(account);
});

test('an element without an id has one of its own content: equal when delivered again, other for other content', async () => {
  const { id: _id, ...anonymous } = hello;
  const ids = (await events(inMessages(anonymous, { ...anonymous, text: { body: 'Bye' } }))).map(
    (event) => event.providerInteractionId,
  );
  const reordered = Object.fromEntries(Object.entries(anonymous).reverse());
  const [again] = await events(inMessages(reordered));
  expect(new Set(ids).size).toBe(2);
  expect(again?.providerInteractionId).toBe(ids[0]);
});

test('two edits of one second stay apart, and a redelivered one is the same', async () => {
  const edit = (id: string, body: string) => ({
    ...hello,
    id,
    type: 'edit',
    edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body } } },
  });
  const all = await events(
    inMessages(edit('wamid.e1', 'one'), edit('wamid.e2', 'two'), edit('wamid.e1', 'one')),
  );
  const revisions = all.map((event) => (event.type === 'edit' ? event.revision : undefined));
  expect(revisions[0]).not.toBe(revisions[1]);
  expect(revisions[2]).toBe(revisions[0]);
});

test('a thousand updates in one body', async () => {
  const messages = Array.from({ length: 1000 }, (_, index) => ({ ...hello, id: `wamid.${index}` }));
  const all = await events(inMessages(...messages));
  expect(all).toHaveLength(1000);
  expect(new Set(all.map((event) => eventId({ ...event, brand: 'demo' }))).size).toBe(1000);
});

test('deep items, __proto__ keys, long ids, half surrogates and NUL cost nothing and crash nothing', async () => {
  const deep = `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`;
  const long = `wamid.${'x'.repeat(500)}`;
  const body = inMessages(
    hello,
    { ...hello, id: long },
    { ...hello, id: 'wamid.3', text: { body: 'a\ud800b\0' } },
  )
    .replace(
      '"messages":[',
      `"messages":[${deep},{"__proto__":{"polluted":true},"type":"mystery","id":"wamid.4"},`,
    )
    .replace('"metadata":{', '"__proto__":{"messages":[]},"metadata":{');
  const all = await events(body);
  const interactions = recorded(all);
  expect(interactions[0]).toMatchObject({ kind: 'other', raw: deep });
  expect(interactions[1]).toHaveProperty('raw', expect.stringContaining('__proto__'));
  expect(interactions[3]).toMatchObject({ kind: 'message' });
  expect(all[3]?.providerInteractionId).toBe(long);
  expect(interactions[4]).toMatchObject({ text: 'a\u{FFFD}b\0' });
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('times: missing, odd, in the far future', async () => {
  const at = async (timestamp: unknown) => (await events(inMessages({ ...hello, timestamp })))[0]?.at;
  expect(await at('1772618400')).toBe('2026-03-04T10:00:00.000Z');
  expect(await at(1772618400)).toBe('2026-03-04T10:00:00.000Z');
  for (const missing of [undefined, null, 'soon', '', '1e9', {}, -5])
    expect(await at(missing)).toBe('2026-03-04T10:11:12.345Z');
  expect(await at('4102444800')).toBe('2026-03-04T10:16:12.345Z');
});

test('whatever stands in the entries: no crash, valid events, the same again', async () => {
  const entry = fc.oneof(
    fc.jsonValue(),
    fc.record({ id: fc.jsonValue(), changes: fc.array(fc.jsonValue()) }),
    fc.record({
      id: fc.constant(account),
      changes: fc.array(
        fc.record({
          field: fc.constant('messages'),
          value: fc.record({
            metadata: fc.jsonValue(),
            messages: fc.array(fc.jsonValue()),
            calls: fc.jsonValue(),
          }),
        }),
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry), async (entries) => {
      const body = delivery(...entries);
      expect(parseJson(Buffer.from(body))).toBeDefined();
      expect(await events(body)).toEqual(await events(body));
    }),
    { numRuns: 200 },
  );
});
