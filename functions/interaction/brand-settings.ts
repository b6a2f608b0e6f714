import * as z from 'zod';
import { contextSettingsSchema } from './context-settings.ts';
import { identitySettings } from './identity-settings.ts';
import { openingHoursSchema } from './opening-hours.ts';
import { routingSettingsSchema, slaSettingsSchema } from './routing-settings.ts';
import { templateSettings } from './template-settings.ts';
import { voiceSettingsSchema } from './voice-settings.ts';

/**
 * What one brand decides without a deployment. Every section has defaults, so that an empty document works, and
 * refuses names it does not know, so that a typing error is found.
 */
export const brandSettingsSchema = z.strictObject({
  ...identitySettings,
  hours: openingHoursSchema.prefault({}),
  routing: routingSettingsSchema.prefault({}),
  sla: slaSettingsSchema.prefault({}),
  context: contextSettingsSchema.prefault({}),
  voice: voiceSettingsSchema.prefault({}),
  ...templateSettings,
});
export type BrandSettings = z.output<typeof brandSettingsSchema>;
/** As an operator writes it: what is left out keeps its default, also when a later version changes that. */
export type BrandSettingsInput = z.input<typeof brandSettingsSchema>;

export const defaultSettings: BrandSettings = brandSettingsSchema.parse({});
