import { messenger } from '../../../../functions/channels/social/messenger/index.ts';
import type { ProviderSamples } from '../../provider-samples.ts';
import { fixture, messengerSettings, signed } from '../hub-deliveries.ts';

const url = 'https://hooks.example.com/webhooks/social/messenger';
const request = (name: string) => signed(messengerSettings, url, fixture('social-messenger', name));
const unknown = ['attachments', 'thread-control', 'page-changes'];
const known = ['text', 'quick-reply', 'postbacks', 'reactions', 'edits', 'receipts', 'referrals', 'standby'];

export const samples: ProviderSamples = {
  provider: messenger,
  settings: messengerSettings,
  signing: { header: 'x-hub-signature-256', secrets: 'appSecrets' },
  deliveries: [
    ...known.map((name) => ({ name, request: request(name) })),
    ...unknown.map((name) => ({ name, request: request(name), shows: 'unknown' as const })),
    { name: 'echoes', request: request('echoes'), shows: 'echo' },
  ],
};
