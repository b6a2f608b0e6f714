import { twilioVoice } from '../../../../functions/channels/voice/twilio/index.ts';
import { sign } from '../../../../functions/channels/voice/twilio/sign.ts';
import type { WebhookRequest } from '../../../../functions/channels/webhook-request.ts';
import { fixture } from '../../fixture.ts';
import { type ProviderSamples, type Sample, signedRequest } from '../../provider-samples.ts';

export const url = 'https://hooks.example.com/webhooks/voice/twilio';
/** The URL that our TwiML gives to Twilio for its callbacks. */
export const callbackUrl = `${url}?account=%2B14155550199`;
export const settings = {
  authTokens: ['fedcba9876543210fedcba9876543210'],
  accounts: { '+14155550199': { brand: 'demo' } },
};

/** A delivery of this body (a form, or parameters), signed as Twilio would. */
export function delivery(body: Buffer | string | Record<string, string>, to: string = url): WebhookRequest {
  const file = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return signedRequest(sign, settings, to, file);
}

const at = (to: string, shows?: Sample<WebhookRequest>['shows']) => (file: string) => ({
  name: file,
  request: delivery(fixture(`voice-twilio/${file}.json`), to),
  ...(shows !== undefined && { shows }),
});

export const samples: ProviderSamples = {
  provider: twilioVoice,
  settings,
  signing: { header: 'x-twilio-signature', secrets: 'authTokens' },
  deliveries: [
    ...[
      'incoming-call',
      'incoming-call-forwarded',
      'incoming-call-withheld',
      'incoming-call-sip',
      'incoming-call-client',
      'call-completed',
      'record-over',
      'transcription-completed',
    ].map(at(url)),
    ...[
      'outgoing-call-initiated',
      'outgoing-call-ringing',
      'outgoing-call-answered',
      'outgoing-call-busy',
    ].map(at(url, 'echo')),
    ...[
      'second-leg-answered',
      'second-leg-completed',
      'recording-in-progress',
      'recording-completed',
      'recording-absent',
      'transcription-failed',
      'live-transcription-started',
      'live-transcription-partial',
      'live-transcription-final',
      'live-transcription-error',
      'gathered-digits',
      'gathered-speech',
    ].map(at(callbackUrl)),
    ...['machine-detected'].map(at(url, 'unknown')),
  ],
};
