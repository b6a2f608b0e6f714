import { defineProvider } from '../../channel-provider.ts';
import { manifest } from './manifest.ts';
import { normalize } from './normalize.ts';
import { parse } from './payload.ts';
import { settingsSchema } from './settings.ts';
import { verify } from './verify.ts';

/** Twilio executes what we answer: an empty TwiML document sends nothing. */
const nothingToSend = {
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};

export const twilioSms = defineProvider({
  manifest,
  settings: settingsSchema,
  verify,
  parse,
  normalize,
  acknowledge: () => nothingToSend,
});
