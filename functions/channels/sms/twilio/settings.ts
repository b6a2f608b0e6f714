import * as z from 'zod';
import { providerSettingsSchema, signingSecretsSchema } from '../../channel-provider.ts';

/** Accounts are our numbers (E.164), short codes or sender names, as Twilio writes them. */
export const settingsSchema = providerSettingsSchema.extend({ authTokens: signingSecretsSchema });
export type Settings = z.infer<typeof settingsSchema>;

/** What signing needs of the settings. */
export const signingSchema = z.looseObject({ authTokens: z.tuple([z.string().min(1)], z.string()) });
