import type * as z from 'zod';

type Raw = z.core.$ZodRawIssue;

const MISSING = 'is missing';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['tuple', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['datetime', 'a time in ISO 8601 with its offset, such as 2026-03-10T12:00:00Z'],
  ['date', 'a date, such as 2026-12-24'],
]);
/** What is counted, by where it is counted. */
const COUNTED: ReadonlyMap<string, string> = new Map([
  ['string', ' characters'],
  ['array', ' entries'],
]);

function sized(limit: string, size: unknown, origin: string): string {
  const counted = COUNTED.get(origin);
  return counted === undefined ? `be ${limit} ${size}` : `have ${limit} ${size}${counted}`;
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? `be ${values[0]}` : `be one of: ${values.join(', ')}`;
}

/** What a value must be or have; undefined where zod's own words have to do. */
function demand(issue: Raw): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `be ${TYPES.get(issue.expected) ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_format':
      if (issue.format === 'regex') return `fit the pattern ${issue.pattern}`;
      return `be ${FORMATS.get(issue.format) ?? `of the form ${issue.format}`}`;
    case 'too_small':
      return COUNTED.has(issue.origin) && issue.minimum === 1
        ? 'not be empty'
        : sized('at least', issue.minimum, issue.origin);
    case 'too_big':
      return sized('at most', issue.maximum, issue.origin);
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : undefined;
    default:
      return undefined;
  }
}

function isAbsent({ code, input, discriminator }: Raw): boolean {
  if (code !== 'invalid_union' || typeof discriminator !== 'string') return input === undefined;
  return typeof input === 'object' && input !== null && !(discriminator in input);
}

/** What an issue says of its field, in words that follow the field's name. A schema's own words come before these. */
export function wording(issue: Raw): string | undefined {
  const wanted = demand(issue);
  if (wanted === undefined) return undefined;
  return isAbsent(issue) ? missing(`it must ${wanted}`) : `must ${wanted}`;
}

/** Says of a field that it is not there, and what it must be. */
export function missing(form: string): string {
  return `${MISSING}: ${form}`;
}

export function isMissing({ message }: { message: string }): boolean {
  return message.startsWith(MISSING);
}

/** A field by its name, as people write it: `events[1].interaction.kind`. */
export function nameOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'The body';
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** A JSON pointer: https://www.rfc-editor.org/rfc/rfc6901 */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
