import type { ProviderManifest } from '../../channel-provider.ts';

export const manifest = {
  id: 'social/whatsapp',
  channel: 'social',
  title: 'WhatsApp Cloud API (Meta)',
  intake: 'webhook',
  maxBodyBytes: 4 * 1024 * 1024,
  signsUrl: false,
  documentation: 'https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks',
} as const satisfies ProviderManifest;
