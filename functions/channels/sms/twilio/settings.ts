import * as z from 'zod/mini';
import { providerSettingsSchema, signingSecretsSchema } from '../../channel-provider.ts';

/** Accounts are our numbers (E.164), short codes or sender names, as Twilio writes them. */
export const settingsSchema = z.extend(providerSettingsSchema, { authTokens: signingSecretsSchema });
export type Settings = z.infer<typeof settingsSchema>;

/** What signing needs of the settings. */
export const signingSchema = z.looseObject({
  authTokens: z.tuple([z.string().check(z.minLength(1))], z.string()),
});
