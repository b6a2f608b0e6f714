import type { ProviderManifest } from '../../channel-provider.ts';

export const manifest = {
  id: 'social/messenger',
  channel: 'social',
  title: 'Facebook Messenger (Meta)',
  intake: 'webhook',
  maxBodyBytes: 4 * 1024 * 1024,
  signsUrl: false,
  documentation: 'https://developers.facebook.com/docs/messenger-platform/webhooks',
  setup:
    'Meta App Dashboard > Messenger > Messenger API Settings > Webhooks: callback URL = webhook URL, verify token = verifyToken of the secret',
} as const satisfies ProviderManifest;
