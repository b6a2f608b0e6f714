import { InvalidRequestError, NotFoundError } from '../errors.ts';
import {
  placeholdersIn,
  replacePlaceholders,
  type Template,
  type TemplateSettings,
} from '../interaction/template-settings.ts';

export interface TemplateRequest {
  template: string;
  /** The language that is wanted; the brand's first unless said. */
  language?: string | undefined;
  /** For each placeholder what stands in its place. */
  values: Readonly<Record<string, string>>;
}

/** A language and those it falls back to, as RFC 4647 looks them up: zh-Hant-TW, zh-Hant, zh. */
function withBases(language: string): string[] {
  const parts = language.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** The language of the template that fits best. Throws InvalidRequestError when none was asked for that it has. */
function languageFor(template: Template, wanted: string | undefined, brands: readonly string[]): string {
  const written = Object.keys(template).sort();
  const found = [...(wanted === undefined ? [] : [wanted]), ...brands]
    .flatMap(withBases)
    .find((language) => written.includes(language));
  const [only] = written;
  if (found !== undefined) return found;
  if (only !== undefined && written.length === 1) return only;
  throw new InvalidRequestError(
    `language must be one that the template is written in: ${written.join(', ')}`,
    {
      pointer: '/language',
    },
  );
}

/** Throws InvalidRequestError unless there is a value for each placeholder, and none besides. */
function checkValues(placeholders: readonly string[], values: TemplateRequest['values']): void {
  const missing = placeholders.find((name) => !Object.hasOwn(values, name));
  if (missing !== undefined)
    throw new InvalidRequestError(`values.${missing} is missing: the template has a place for it`, {
      pointer: `/values/${missing}`,
    });
  const superfluous = Object.keys(values).find((name) => !placeholders.includes(name));
  if (superfluous !== undefined)
    throw new InvalidRequestError(
      `values.${superfluous} has no place in the template; it takes: ${placeholders.join(', ') || 'none'}`,
      { pointer: `/values/${superfluous}` },
    );
}

/** The longest text that any voice allows; an answer far above it would not pass AWS Lambda. */
const MAX_CHARACTERS = 100_000;

/** Throws InvalidRequestError for a text that grew too long by its values. */
function filled(text: string, values: TemplateRequest['values']): string {
  const result = replacePlaceholders(text, (placeholder) => values[placeholder] ?? '');
  if (result.length > MAX_CHARACTERS)
    throw new InvalidRequestError(
      `values make a text of more than ${MAX_CHARACTERS} characters: shorten them`,
      {
        pointer: '/values',
      },
    );
  return result;
}

/**
 * Writes a text from a template, in the language that is wanted, else that without its region or script, else the
 * brand's first that there is. Throws NotFoundError for a template that the brand does not have, InvalidRequestError
 * for values that do not fit it, or that make it too long.
 */
export function fillTemplate(
  { templates, languages }: TemplateSettings,
  { template: name, language: wanted, values }: TemplateRequest,
): { text: string; language: string } {
  const template = new Map(Object.entries(templates)).get(name);
  if (template === undefined)
    throw new NotFoundError(`There is no template ${name} in this brand: PUT /v1/settings adds one`);
  const language = languageFor(template, wanted, languages);
  const text = template[language] ?? '';
  checkValues(placeholdersIn(text), values);
  return { text: filled(text, values), language };
}
