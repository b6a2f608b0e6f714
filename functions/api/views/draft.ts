import * as z from 'zod';
import { languageTagSchema } from '../../interaction/language-tag.ts';

const place = {
  index: z
    .number()
    .int()
    .nonnegative()
    .meta({ description: 'Where it begins, in UTF-16 code units from 0.' }),
  length: z.number().int().positive(),
};

const finding = z.discriminatedUnion('rule', [
  z.object({
    rule: z.literal('avoid'),
    say: z.string().meta({ description: 'What the brand does not say, as its settings write it.' }),
    rather: z.string().optional().meta({ description: 'What it says instead.' }),
    ...place,
  }),
  z.object({ rule: z.enum(['max-characters', 'max-exclamation-marks', 'no-shouting']), ...place }),
]);

export const draftView = z
  .object({
    text: z.string(),
    language: languageTagSchema
      .optional()
      .meta({ description: 'What it is written in, as far as that is known.' }),
    findings: z.array(finding).meta({
      description:
        'Where the text leaves the brand’s voice: at most 100, in their order. None is as it should be.',
    }),
  })
  .meta({ id: 'Draft', description: 'A text that may be sent. It was neither sent nor stored.' });
