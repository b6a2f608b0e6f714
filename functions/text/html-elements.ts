import { decodeEntities } from './html-entities.ts';
import { attributeOf } from './html-tokens.ts';

export const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

const BLOCKS = new Set(
  'address article aside body caption center dd details div dl dt fieldset figcaption figure footer form header hr legend li main nav section summary table tbody tfoot thead tr'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set('blockquote h1 h2 h3 h4 h5 h6 ol p pre ul'.split(' '));

/** Elements that end when the next of their kind begins. */
const ENDS_ITSELF = new Set('p li td th tr dt dd option'.split(' '));

export function endsItself(name: string, next: string): boolean {
  if (!ENDS_ITSELF.has(name)) return false;
  if (name === 'p') return BLOCKS.has(next) || PARAGRAPHS.has(next);
  return name === next || ((name === 'td' || name === 'th') && ['td', 'th', 'tr'].includes(next));
}

const HIDDEN_STYLE =
  /display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|mso-hide\s{0,4}:\s{0,4}all|(?:max-height|opacity)\s{0,4}:\s{0,4}0(?![.\d])/i;
const HIDDEN_ATTRIBUTE = /(?:^|\s)hidden(?:\s|=|\/|$)/i;

/** True for what no reader sees: preview texts, tracking, parts for other programs. */
export function isHidden(name: string, attributes: string): boolean {
  if (name === 'head' || name === 'template' || name === 'noscript' || name === 'object') return true;
  if (attributes === '') return false;
  if (HIDDEN_STYLE.test(attributes) && HIDDEN_STYLE.test(attributeOf(attributes, 'style') ?? '')) return true;
  return HIDDEN_ATTRIBUTE.test(attributes.replace(/"[^"]*"|'[^']*'/g, '""'));
}

/** Lines that an element stands apart by. Outlook writes each line as a paragraph without margins. */
export function linesAround(name: string, attributes: string): 0 | 1 | 2 {
  if (name === 'p' && /MsoNormal|MsoPlainText|margin\s{0,4}:\s{0,4}0/.test(attributes)) return 1;
  return PARAGRAPHS.has(name) ? 2 : BLOCKS.has(name) ? 1 : 0;
}

/** A quotation, not an indented paragraph, which some mail programs write as a blockquote without a border. */
export function isQuotation(name: string, attributes: string): boolean {
  if (name !== 'blockquote') return false;
  return /cite|gmail_quote/i.test(attributes) || !/border\s{0,4}:\s{0,4}(?:none|0)/i.test(attributes);
}

const LONGEST_LINK = 2000;

function bare(url: string): string {
  return url.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '');
}

/** Where a link leads, when its text does not say so already. */
export function linkTarget(attributes: string, text: string): string | undefined {
  const target = decodeEntities(attributeOf(attributes, 'href') ?? '').trim();
  if (!/^(?:https?:\/\/|mailto:|tel:)\S/i.test(target) || target.length > LONGEST_LINK) return undefined;
  return text === '' || bare(text) === bare(target) ? undefined : target;
}

/** The words of an image: of a link made of it, or an emoji. */
export function imageText(attributes: string, isLinked: boolean): string {
  const text = decodeEntities(attributeOf(attributes, 'alt') ?? '');
  return isLinked || /^\p{Extended_Pictographic}/u.test(text) ? text.slice(0, 200) : '';
}
