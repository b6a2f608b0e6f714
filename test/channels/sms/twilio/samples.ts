import { twilioSms } from '../../../../functions/channels/sms/twilio/index.ts';
import { sign } from '../../../../functions/channels/sms/twilio/sign.ts';
import { fixture } from '../../fixture.ts';
import { type ProviderSamples, signedRequest } from '../../provider-samples.ts';

export const url = 'https://hooks.example.com/webhooks/sms/twilio';
export const settings = {
  authTokens: ['0123456789abcdef0123456789abcdef'],
  accounts: { '+14155550100': { brand: 'demo' } },
};

/** A delivery of this body (a form, or parameters), signed as Twilio would. */
export function delivery(body: Buffer | string | Record<string, string>) {
  const file = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return signedRequest(sign, settings, url, file);
}

const sample = (file: string) => ({ name: file, request: delivery(fixture(`sms-twilio/${file}`)) });

export const samples: ProviderSamples = {
  provider: twilioSms,
  settings,
  signing: { header: 'x-twilio-signature', secrets: 'authTokens' },
  deliveries: [
    ...[
      'text-message.json',
      'text-message.txt',
      'picture-message.json',
      'picture-without-caption.json',
      'opt-out.json',
      'short-code-sender.json',
      'whatsapp-button.json',
      'whatsapp-location.json',
      'status-sent.json',
      'status-delivered.json',
      'status-undelivered.json',
      'status-accepted-without-sender.json',
    ].map(sample),
    {
      name: 'a status nobody documented',
      request: delivery({
        MessageSid: 'SM1',
        MessageStatus: 'teleported',
        From: '+14155550100',
        To: '+14155550123',
      }),
      shows: 'unknown',
    },
  ],
};
