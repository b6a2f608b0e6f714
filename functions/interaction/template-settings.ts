import * as z from 'zod';
import { languageTagSchema } from './language-tag.ts';
import { nameSchema } from './routing-settings.ts';

const MAX_TEMPLATES = 200;
const MAX_LANGUAGES = 50;

/** What a template leaves open: `orderNumber` in `Your order {orderNumber} has left us.` */
export const placeholderSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a lower-case letter, then letters and digits, at most 40');
const PLACEHOLDER = /\{([a-z][A-Za-z0-9]{0,39})\}/g;

/** The placeholders of a template's text, each once, in their order. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name = '']) => name))];
}

/** The text with its placeholders replaced. What they are replaced by is not read for placeholders again. */
export function replacePlaceholders(text: string, valueFor: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => valueFor(name));
}

const templateText = z
  .string()
  .trim()
  .min(1)
  .max(4_000)
  .refine((text) => !/[{}]/.test(replacePlaceholders(text, () => '')), {
    error: 'must have braces around placeholders alone, such as {orderNumber}',
  });

const asOne = (names: readonly string[]) => [...names].sort().join(', ') || 'none';

const template = z
  .record(languageTagSchema, templateText)
  .refine((texts) => Object.keys(texts).length > 0, 'must have a text in one language at least')
  .refine(
    (texts) => Object.keys(texts).length <= MAX_LANGUAGES,
    `must have at most ${MAX_LANGUAGES} languages`,
  )
  .superRefine((texts, context) => {
    const [first, ...others] = Object.entries(texts).map(([language, text]) => ({
      language,
      placeholders: asOne(placeholdersIn(text)),
    }));
    const odd = others.find(({ placeholders }) => placeholders !== first?.placeholders);
    if (first === undefined || odd === undefined) return;
    const message = `must have the placeholders of ${first.language} (${first.placeholders}), and has: ${odd.placeholders}`;
    context.addIssue({ code: 'custom', path: [odd.language], message });
  });
export type Template = z.output<typeof template>;

const templates = z
  .record(nameSchema, template)
  .refine((all) => Object.keys(all).length <= MAX_TEMPLATES, `must be at most ${MAX_TEMPLATES}`);

/** What a brand writes again and again: fields of its settings. */
export const templateSettings = {
  /** The brand's languages, its first first: what a template is written in when it lacks the language asked for. */
  languages: z.array(languageTagSchema).max(MAX_LANGUAGES).default([]),
  /** By name and language, with the same placeholders in each. */
  templates: templates.default({}),
};
const schema = z.object(templateSettings);
export type TemplateSettings = z.output<typeof schema>;
