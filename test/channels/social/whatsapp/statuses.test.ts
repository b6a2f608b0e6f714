import { expect, test } from 'vitest';
import { whatsapp } from '../../../../functions/channels/social/whatsapp/index.ts';
import { eventsOf, fixture, recorded, whatsappSettings } from '../hub-deliveries.ts';

const events = (name: string) => eventsOf(whatsapp, whatsappSettings, fixture('social-whatsapp', name));
const ana = { kind: 'phone', scope: '', value: '+14155550111' };

test('statuses are receipts of the message they name', async () => {
  const all = await events('statuses');
  const receipts = all.flatMap((event) => (event.type === 'receipt' ? [event] : []));
  expect(receipts.map(({ providerInteractionId, status }) => [providerInteractionId, status])).toEqual([
    ['wamid.OURS1', 'sent'],
    ['wamid.OURS1', 'delivered'],
    ['wamid.OURS1', 'read'],
    ['wamid.OURS2', 'read'],
    ['wamid.OURS3', 'failed'],
    ['wamid.OURS4', 'delivered'],
    ['wamid.OURS5', 'read'],
  ]);
  expect(receipts[1]).toMatchObject({ identity: ana, at: '2026-03-04T10:01:41.000Z' });
  expect(receipts[4]).toMatchObject({ error: { code: '131047', title: 'Re-engagement message' } });
  expect(receipts[5]?.identity).toEqual({
    kind: 'whatsapp',
    scope: '500000000000001',
    value: 'US.10000000000000000003',
  });
  expect(receipts[6]?.identity).toEqual({ kind: 'phone', scope: '', value: '+14155550112' });
});

test('a status we do not know is kept, not under the id of the message', async () => {
  const kept = (await events('statuses')).at(-1);
  expect(kept).toMatchObject({ interaction: { kind: 'other', type: 'statuses', direction: 'outbound' } });
  expect(kept?.providerInteractionId).toMatch(/^statuses:/);
});

test('one call is one interaction that moves forward', async () => {
  const all = await events('calls');
  const incoming = all.filter((event) => event.providerInteractionId === 'wacid.TEST1');
  expect(incoming).toMatchObject([
    { type: 'recorded', interaction: { kind: 'call', direction: 'inbound', contact: { identity: ana } } },
    { type: 'call-progress', state: 'ringing', identity: ana },
    { type: 'call-progress', state: 'completed', durationSeconds: 55 },
  ]);
  const ours = all.filter((event) => event.providerInteractionId === 'wacid.OURS1');
  expect(ours).toMatchObject([
    { type: 'recorded', interaction: { kind: 'call', direction: 'outbound', contact: { identity: ana } } },
    { type: 'call-progress', state: 'failed' },
    { type: 'call-progress', state: 'ringing' },
    { type: 'call-progress', state: 'busy' },
  ]);
  expect(recorded(all).at(-1)).toMatchObject({ kind: 'other', type: 'statuses' });
});

test('errors without a message are kept', async () => {
  expect(recorded(await events('errors'))).toMatchObject([
    {
      kind: 'other',
      type: 'errors',
      // One identity per account for what names nobody: a notice is not a new person each time.
      contact: {
        identity: { kind: 'anonymous', scope: 'social/whatsapp/600000000000001', value: 'account notices' },
      },
      raw: expect.stringContaining('130429'),
    },
  ]);
});

test('changes about the account are kept under the account; new lists beside known ones too', async () => {
  const [template, preference, text, whispers, ...none] = await events('account');
  expect(template).toMatchObject({
    account: '500000000000001',
    interaction: { kind: 'other', type: 'message_template_status_update' },
  });
  expect(template).toHaveProperty('interaction.raw', expect.stringContaining('12345678901234567890'));
  expect(preference).toMatchObject({
    account: '600000000000001',
    at: '2026-03-04T10:08:20.000Z',
    interaction: { kind: 'other', type: 'user_preferences', contact: { identity: ana } },
  });
  expect(text).toMatchObject({ interaction: { kind: 'message', text: 'Beside something new' } });
  expect(whispers).toMatchObject({ interaction: { kind: 'other', type: 'messages/whispers' } });
  expect(none).toEqual([]);
});
