import {
  type DevelopmentSecrets,
  developmentSecrets,
  settingsOf,
} from '../../infra/local/deliver/settings.ts';
import { LOCAL_API_TOKEN } from '../../infra/local/seed.ts';

/** The two brands on the stage: no journey may let one see the other. */
export type Brand = 'demo' | 'other';

/** What belongs to a brand at its providers, and its key to the API. */
export interface OurSide {
  brand: Brand;
  token: string;
  smsNumber: string;
  callNumber: string;
  whatsappNumberId: string;
  whatsappNumber: string;
  businessAccount: string;
  page: string;
  mailbox: string;
}

const demo: OurSide = {
  brand: 'demo',
  token: LOCAL_API_TOKEN,
  smsNumber: '+14155550100',
  callNumber: '+14155550199',
  whatsappNumberId: '106540352242922',
  whatsappNumber: '14155550100',
  businessAccount: '102290129340399',
  page: '108888888888888',
  mailbox: 'help@demo.example.com',
};

const other: OurSide = {
  brand: 'other',
  token: 'local-development-of-another-brand',
  smsNumber: '+14155550110',
  callNumber: '+14155550119',
  whatsappNumberId: '106540352242955',
  whatsappNumber: '14155550110',
  businessAccount: '102290129340355',
  page: '108888888888855',
  mailbox: 'help@other.example.com',
};

/** A brand of its own that the two may let link their customers: it has no channels. */
export const UMBRELLA = { brand: 'group', token: 'local-development-of-a-group' };

export const sides: Record<Brand, OurSide> = { demo, other };

/** The development secrets, where the other brand has accounts too. */
export function secretsOfBoth(): DevelopmentSecrets {
  const secrets = developmentSecrets();
  const added = [
    ['sms/twilio', other.smsNumber],
    ['voice/twilio', other.callNumber],
    ['social/whatsapp', other.whatsappNumberId],
    ['social/messenger', other.page],
    ['email/ses', other.mailbox],
  ] as const;
  for (const [id, account] of added) {
    const settings = settingsOf({ secrets }, id);
    secrets[id] = { ...settings, accounts: { ...settings.accounts, [account]: { brand: other.brand } } };
  }
  return secrets;
}
