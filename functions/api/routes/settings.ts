import { InvalidRequestError } from '../../errors.ts';
import { readBrandSettings, writeBrandSettings } from '../../store/brand-settings.ts';
import { noQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { settingsBody, settingsView } from '../views/settings.ts';

export const getSettings = defineRoute({
  method: 'GET',
  path: '/v1/settings',
  summary: 'What the brand decides: routing rules, opening hours, answer times, voice, templates',
  query: noQuery,
  view: settingsView,
  run: ({ api, brand }) => readBrandSettings(api.table, brand),
});

export const putSettings = defineRoute({
  method: 'PUT',
  path: '/v1/settings',
  summary:
    'Replaces the settings, if nobody changed them since they were read; seen everywhere within a minute',
  query: noQuery,
  body: settingsBody,
  view: settingsView,
  async run({ api, brand, by, body }) {
    if (body.settings.umbrella === brand)
      throw new InvalidRequestError(
        'umbrella must be another brand than this one: it has its own customers already',
        {
          pointer: '/settings/umbrella',
        },
      );
    const at = new Date(api.now()).toISOString();
    const version = await writeBrandSettings(api.table, brand, { ...body, at, by });
    return { version, settings: body.settings, at, by };
  },
});
