import * as z from 'zod/mini';
import {
  accountSettingsSchema,
  providerSettingsSchema,
  signingSecretsSchema,
} from '../../channel-provider.ts';
import { answerSchema } from './answer.ts';

/**
 * Accounts are our numbers (E.164) as Twilio writes them; `answer` is the TwiML an incoming call gets, `afterGather`
 * what it gets when keys or words answered a `<Gather>` of it.
 */
export const settingsSchema = z.extend(providerSettingsSchema, {
  authTokens: signingSecretsSchema,
  accounts: z.record(
    z.string().check(z.minLength(1)),
    z.extend(accountSettingsSchema, {
      answer: z.optional(answerSchema),
      afterGather: z.optional(answerSchema),
    }),
  ),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What signing needs of the settings. */
export const signingSchema = z.looseObject({
  authTokens: z.tuple([z.string().check(z.minLength(1))], z.string()),
});
