import * as z from 'zod';
import { brandSettingsSchema } from '../../interaction/brand-settings.ts';
import { timestampSchema } from '../../interaction/time.ts';

const version = z.number().int().nonnegative();

export const settingsBody = z
  .strictObject({
    version: version.meta({ description: 'The version that was read; 0 while nobody has written any.' }),
    settings: brandSettingsSchema,
  })
  .meta({
    id: 'SettingsChange',
    description: 'The whole document: what is left out goes back to its default.',
  });

export const settingsView = z
  .object({
    version,
    settings: brandSettingsSchema,
    at: timestampSchema.optional().meta({ description: 'When they were last changed.' }),
    by: z.string().optional().meta({ description: 'The token that changed them.' }),
  })
  .meta({ id: 'Settings', description: 'What a brand decides without a deployment, defaults included.' });
