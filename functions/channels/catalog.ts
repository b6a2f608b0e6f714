import type { ProviderManifest } from './channel-provider.ts';
import { manifest as emailSes } from './email/ses/manifest.ts';
import { manifest as smsTwilio } from './sms/twilio/manifest.ts';
import { manifest as socialMessenger } from './social/messenger/manifest.ts';
import { manifest as socialWhatsapp } from './social/whatsapp/manifest.ts';
import { manifest as voiceTwilio } from './voice/twilio/manifest.ts';

/** Every provider there is, as data. The stack deploys one Lambda for each that is enabled. */
export const catalog = [
  emailSes,
  smsTwilio,
  socialWhatsapp,
  socialMessenger,
  voiceTwilio,
] as const satisfies readonly ProviderManifest[];
