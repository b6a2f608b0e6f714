import { samples as emailSes } from './email/ses/samples.ts';
import { samples as smsTwilio } from './sms/twilio/samples.ts';
import { samples as socialMessenger } from './social/messenger/samples.ts';
import { samples as socialWhatsapp } from './social/whatsapp/samples.ts';
import { samples as voiceTwilio } from './voice/twilio/samples.ts';

/** The samples of every provider that comes through a webhook, and of those that come as mail. */
export const webhookSamples = [smsTwilio, socialWhatsapp, socialMessenger, voiceTwilio];
export const mailSamples = [emailSes];
