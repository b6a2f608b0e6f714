import { samples as smsTwilio } from './sms/twilio/samples.ts';
import { samples as voiceTwilio } from './voice/twilio/samples.ts';

/** The samples of every provider that comes through a webhook, and of those that come as mail. */
export const webhookSamples = [smsTwilio, voiceTwilio];
export const mailSamples = [];
