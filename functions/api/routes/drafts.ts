import * as z from 'zod';
import { checkDraft } from '../../drafts/check-draft.ts';
import { fillTemplate } from '../../drafts/fill-template.ts';
import { languageTagSchema } from '../../interaction/language-tag.ts';
import { nameSchema } from '../../interaction/routing-settings.ts';
import { placeholderSchema } from '../../interaction/template-settings.ts';
import { readBrandSettings } from '../../store/brand-settings.ts';
import { noQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { draftView } from '../views/draft.ts';

const language = languageTagSchema.optional();

const draftBody = z
  .union([
    z.strictObject({
      text: z.string().min(1),
      language: language.meta({ description: 'Of the text. Unless said, all that the brand avoids counts.' }),
    }),
    z.strictObject({
      template: nameSchema,
      language: language.meta({
        description: 'What it should be written in; the brand’s first unless said.',
      }),
      values: z
        .record(placeholderSchema, z.string().trim().min(1).max(2_000))
        .default({})
        .meta({ description: 'What stands in the place of each placeholder, and nothing besides.' }),
    }),
  ])
  .meta({
    id: 'NewDraft',
    description: 'A text as somebody wrote it, or a template of the brand to be filled.',
  });

export const postDraft = defineRoute({
  method: 'POST',
  path: '/v1/drafts',
  summary:
    'Fills a template, or takes a text, and says where it leaves the brand’s voice; nothing is sent or stored',
  query: noQuery,
  body: draftBody,
  view: draftView,
  async run({ api, brand, body }) {
    // Not by the cache that others use: who has changed a template tries it at once.
    const { settings } = await readBrandSettings(api.table, brand);
    const draft = 'template' in body ? fillTemplate(settings, body) : body;
    return { ...draft, findings: checkDraft(draft, settings.voice) };
  },
});
