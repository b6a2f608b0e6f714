import { whatsapp } from '../../../../functions/channels/social/whatsapp/index.ts';
import type { ProviderSamples } from '../../provider-samples.ts';
import { fixture, signed, whatsappSettings } from '../hub-deliveries.ts';

const url = 'https://hooks.example.com/webhooks/social/whatsapp';
const request = (name: string) => signed(whatsappSettings, url, fixture('social-whatsapp', name));
const unknown = ['unsupported', 'errors', 'account'];
const known = [
  'text',
  'media',
  'location-contacts',
  'interactive',
  'reactions',
  'order',
  'system',
  'edit-revoke',
  'statuses',
  'calls',
  'usernames',
  'origins',
];

export const samples: ProviderSamples = {
  provider: whatsapp,
  settings: whatsappSettings,
  signing: { header: 'x-hub-signature-256', secrets: 'appSecrets' },
  deliveries: [
    ...known.map((name) => ({ name, request: request(name) })),
    ...unknown.map((name) => ({ name, request: request(name), shows: 'unknown' as const })),
    { name: 'echoes', request: request('echoes'), shows: 'echo' },
  ],
};
