/** The customer of the story: invented, with a reserved number and an example domain. */
export const customer = {
  name: 'Ines Costa',
  phone: '+14155550123',
  email: 'ines.costa@example.com',
} as const;

/** Of the second story. Account and device are new in each telling: what was parted once is never joined again. */
export const visitor = { name: 'Jonas Weber', phone: '+14155550124' } as const;

/** The site that issues the ids of its visitors. */
export const SITE = 'shop.example.com';

/** Our sides at providers whose payloads name them apart from the account. */
export const ours = {
  twilioAccountSid: 'AC00000000000000000000000000000042',
  whatsappBusinessAccount: '102290129340399',
  whatsappNumber: '14155550100',
} as const;
