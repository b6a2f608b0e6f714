import { hubSettingsSchema } from '../../hub-webhook.ts';

/** `accounts` is keyed by page id. */
export const settingsSchema = hubSettingsSchema;
