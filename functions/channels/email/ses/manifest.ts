import type { ProviderManifest } from '../../channel-provider.ts';

export const manifest = {
  id: 'email/ses',
  channel: 'email',
  title: 'Amazon SES inbound mail',
  intake: 'mail',
  maxBodyBytes: 40 * 1024 * 1024,
  signsUrl: false,
  documentation: 'https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html',
} as const satisfies ProviderManifest;
