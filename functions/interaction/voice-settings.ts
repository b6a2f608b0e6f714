import * as z from 'zod';
import { languageTagSchema } from './language-tag.ts';

const avoided = z.strictObject({
  /** Whole words or phrases, in any case, with or without accents. Plain text: nothing in it is a pattern. */
  say: z.string().trim().min(1).max(100),
  /** What the brand says instead. */
  rather: z.string().trim().min(1).max(200).optional(),
  /** Only in drafts of this language, and in those whose language nobody said; in all of them unless given. */
  language: languageTagSchema.optional(),
});

/** How a brand speaks, on every channel. Nothing is a rule until the brand says so. */
export const voiceSettingsSchema = z.strictObject({
  avoid: z.array(avoided).max(500).default([]),
  maxCharacters: z.number().int().min(1).max(100_000).optional(),
  maxExclamationMarks: z.number().int().min(0).max(1_000).optional(),
  /** Three words in a row that are all in capitals are shouted. */
  noShouting: z.boolean().default(false),
});
export type VoiceSettings = z.output<typeof voiceSettingsSchema>;
