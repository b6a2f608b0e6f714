import type { ProviderManifest } from '../../channel-provider.ts';

export const manifest = {
  id: 'voice/twilio',
  channel: 'voice',
  title: 'Twilio Programmable Voice',
  intake: 'webhook',
  maxBodyBytes: 256 * 1024,
  signsUrl: true,
  documentation: 'https://www.twilio.com/docs/voice/twiml#request-parameters',
  setup:
    'Twilio Console > Phone Numbers > the number > Voice: A call comes in = webhook URL, HTTP POST; Call status changes = the same URL',
} as const satisfies ProviderManifest;
