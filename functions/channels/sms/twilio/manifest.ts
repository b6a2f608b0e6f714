import type { ProviderManifest } from '../../channel-provider.ts';

export const manifest = {
  id: 'sms/twilio',
  channel: 'sms',
  title: 'Twilio Programmable Messaging (SMS and MMS)',
  intake: 'webhook',
  maxBodyBytes: 256 * 1024,
  signsUrl: true,
  documentation: 'https://www.twilio.com/docs/messaging/guides/webhook-request',
  setup:
    'Twilio Console > Phone Numbers > the number > Messaging: A message comes in = webhook URL, HTTP POST; status callbacks: the same URL',
} as const satisfies ProviderManifest;
