import type { ProviderManifest } from '../../channel-provider.ts';

export const manifest = {
  id: 'social/whatsapp',
  channel: 'social',
  title: 'WhatsApp Cloud API (Meta)',
  intake: 'webhook',
  maxBodyBytes: 4 * 1024 * 1024,
  signsUrl: false,
  documentation: 'https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks',
  setup:
    'Meta App Dashboard > WhatsApp > Configuration: callback URL = webhook URL, verify token = verifyToken of the secret; subscribe to messages',
} as const satisfies ProviderManifest;
