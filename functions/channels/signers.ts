import type { ProviderId } from '../interaction/identity.ts';
import type { SignDelivery } from './signed-delivery.ts';
import { sign as smsTwilio } from './sms/twilio/sign.ts';
import { sign as socialMessenger } from './social/messenger/sign.ts';
import { sign as socialWhatsapp } from './social/whatsapp/sign.ts';
import { sign as voiceTwilio } from './voice/twilio/sign.ts';

/** How each provider signs a delivery. For tests and `npm run send`: nothing deployed imports it. */
export const signers = {
  'sms/twilio': smsTwilio,
  'social/whatsapp': socialWhatsapp,
  'social/messenger': socialMessenger,
  'voice/twilio': voiceTwilio,
} as const satisfies Partial<Record<ProviderId, SignDelivery>>;
