import { expect, test } from 'vitest';
import { whatsapp } from '../../../../functions/channels/social/whatsapp/index.ts';
import { eventsOf, fixture, recorded, whatsappSettings } from '../hub-deliveries.ts';

const metadata = { display_phone_number: '+1 415-555-0100', phone_number_id: '600000000000001' };
const text = { type: 'text', text: { body: 'Hello' } };

async function contactsOf(value: Record<string, unknown>) {
  const changes = [{ field: 'messages', value: { metadata, ...value } }];
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '500000000000001', changes }],
  });
  const interactions = recorded(await eventsOf(whatsapp, whatsappSettings, body));
  return interactions.map(({ contact, direction }) => ({ ...contact, direction }));
}

const phone = (value: string) => ({ kind: 'phone', scope: '', value });
const userId = (value: string) => ({ kind: 'whatsapp', scope: '500000000000001', value });

test('people without a number, with both ids, and with the number only in the list beside', async () => {
  const delivery = fixture('social-whatsapp', 'usernames');
  const contacts = recorded(await eventsOf(whatsapp, whatsappSettings, delivery)).map(
    ({ contact }) => contact,
  );
  expect(contacts).toEqual([
    {
      identity: userId('US.10000000000000000003'),
      assurance: 'verified',
      address: 'US.10000000000000000003',
      displayName: 'Cy Example',
    },
    {
      identity: phone('+14155550114'),
      assurance: 'verified',
      address: '14155550114',
      displayName: 'Di Example',
      alsoKnownAs: [userId('US.10000000000000000004')],
    },
    {
      identity: phone('+14155550115'),
      assurance: 'verified',
      address: '14155550115',
      displayName: '@ed',
      alsoKnownAs: [userId('US.10000000000000000005')],
    },
  ]);
});

test('a number listed in another spelling is theirs when nobody else can be meant', async () => {
  const contacts = [{ wa_id: '5491155550101', profile: { name: 'Flo Example' } }];
  const [alone] = await contactsOf({ contacts, messages: [{ from: '541155550101', id: 'a', ...text }] });
  expect(alone).toMatchObject({
    identity: phone('+541155550101'),
    address: '541155550101',
    displayName: 'Flo Example',
    alsoKnownAs: [phone('+5491155550101')],
  });
});

test('nobody is given the ids or the name of somebody else', async () => {
  const contacts = [{ wa_id: '14155550111', user_id: 'US.1', profile: { name: 'Ana Example' } }];
  const two = await contactsOf({
    contacts,
    messages: [
      { from: '14155550111', id: 'a', ...text },
      { from: '14155550112', id: 'b', ...text },
    ],
  });
  expect(two[0]).toMatchObject({ displayName: 'Ana Example', alsoKnownAs: [userId('US.1')] });
  expect(two[1]).toEqual({
    identity: phone('+14155550112'),
    assurance: 'verified',
    address: '14155550112',
    direction: 'inbound',
  });
  const [other] = await contactsOf({ contacts, messages: [{ from_user_id: 'US.2', id: 'c', ...text }] });
  expect(other).toEqual({
    identity: userId('US.2'),
    assurance: 'verified',
    address: 'US.2',
    direction: 'inbound',
  });
});

test('an id that is no phone number stays an id of the account', async () => {
  const [contact] = await contactsOf({ messages: [{ from: '1234', id: 'a', ...text }] });
  expect(contact).toMatchObject({ identity: userId('1234'), address: '1234' });
});

test('a message from our own number is outbound, to whom it went', async () => {
  const [contact] = await contactsOf({
    messages: [{ from: '14155550100', to: '14155550111', id: 'a', ...text }],
  });
  expect(contact).toMatchObject({ direction: 'outbound', identity: phone('+14155550111') });
});

test('what another sender on our line said stands among the echoes: outbound, whatever number it shows', async () => {
  const [contact] = await contactsOf({
    message_echoes: [{ from: '14155550199', to: '14155550111', id: 'a', ...text }],
  });
  expect(contact).toMatchObject({ direction: 'outbound', identity: phone('+14155550111') });
});

test('a receipt and a reaction meet the identity of the message where the number stands beside', async () => {
  const contacts = [{ wa_id: '14155550115', user_id: 'US.5' }];
  const reaction = { type: 'reaction', reaction: { message_id: 'wamid.0' }, timestamp: '1772618400' };
  const value = {
    metadata,
    contacts,
    messages: [{ from_user_id: 'US.5', id: 'a', ...reaction }],
    statuses: [{ id: 'wamid.0', status: 'read', recipient_user_id: 'US.5' }],
  };
  const entry = [{ id: '500000000000001', changes: [{ field: 'messages', value }] }];
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry });
  expect(await eventsOf(whatsapp, whatsappSettings, body)).toMatchObject([
    { type: 'reaction', identity: phone('+14155550115') },
    { type: 'receipt', identity: phone('+14155550115') },
  ]);
});

test('names lose control characters and marks that turn text around', async () => {
  const named = (name: string) => [{ wa_id: '14155550111', profile: { name, username: '\u0000' } }];
  const messages = [{ from: '14155550111', id: 'a', ...text }];
  const [contact] = await contactsOf({ contacts: named('A\u0000n\u202ea\n'), messages });
  expect(contact?.displayName).toBe('Ana');
  const [unnamed] = await contactsOf({ contacts: named(' \u0007 '), messages });
  expect(unnamed?.displayName).toBeUndefined();
});
