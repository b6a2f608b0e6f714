import * as z from 'zod';
import {
  accountSettingsSchema,
  providerSettingsSchema,
  signingSecretsSchema,
} from '../../channel-provider.ts';
import { answerSchema } from './answer.ts';

/** Accounts are our numbers (E.164) as Twilio writes them; `answer` is the TwiML an incoming call gets. */
export const settingsSchema = providerSettingsSchema.extend({
  authTokens: signingSecretsSchema,
  accounts: z.record(z.string().min(1), accountSettingsSchema.extend({ answer: answerSchema.optional() })),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What signing needs of the settings. */
export const signingSchema = z.looseObject({ authTokens: z.tuple([z.string().min(1)], z.string()) });
