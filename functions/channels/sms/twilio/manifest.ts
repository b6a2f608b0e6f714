import type { ProviderManifest } from '../../channel-provider.ts';

export const manifest = {
  id: 'sms/twilio',
  channel: 'sms',
  title: 'Twilio Programmable Messaging (SMS and MMS)',
  intake: 'webhook',
  maxBodyBytes: 256 * 1024,
  signsUrl: true,
  documentation: 'https://www.twilio.com/docs/messaging/guides/webhook-request',
} as const satisfies ProviderManifest;
