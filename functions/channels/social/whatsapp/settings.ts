import { hubSettingsSchema } from '../../hub-webhook.ts';

/** `accounts` is keyed by `metadata.phone_number_id`; a WABA id there takes account-wide updates. */
export const settingsSchema = hubSettingsSchema;
