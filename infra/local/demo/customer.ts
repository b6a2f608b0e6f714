/** The customer of the story: invented, with a reserved number and an example domain. */
export const customer = {
  name: 'Ines Costa',
  phone: '+14155550123',
  email: 'ines.costa@example.com',
} as const;

/** Our sides at providers whose payloads name them apart from the account. */
export const ours = {
  twilioAccountSid: 'AC00000000000000000000000000000042',
  whatsappBusinessAccount: '102290129340399',
  whatsappNumber: '14155550100',
} as const;
