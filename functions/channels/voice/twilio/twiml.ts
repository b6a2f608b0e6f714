const NAME = String.raw`[A-Za-z_][\w.-]*`;
const VALUE = String.raw`(?:[^<&"]|&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)*`;
const ATTRIBUTES = String.raw`(?:\s+${NAME}(?::${NAME})?\s*=\s*(?:"${VALUE}"|'${VALUE.replace('"', "'")}'))*`;
const TEXT = VALUE.replace('"', '');
const TOKEN = new RegExp(
  String.raw`<!--(?:(?!--)[\s\S])*-->|</(?<closes>${NAME})\s*>|<(?<opens>${NAME})${ATTRIBUTES}\s*(?<empty>/?)>|(?<text>${TEXT})`,
  'y',
);
const DECLARATION = /^<\?xml [^?<>]*\?>/;

interface Reading {
  open: string[];
  roots: string[];
}

/** Takes one token; false where the document breaks a rule of XML. */
function take(token: NonNullable<RegExpExecArray['groups']>, reading: Reading): boolean {
  const { opens, closes, empty, text } = token;
  const outside = reading.open.length === 0;
  if (closes !== undefined) return reading.open.pop() === closes;
  if (opens === undefined) return !outside || text === undefined || text.trim() === '';
  if (outside) reading.roots.push(opens);
  if (empty === '') reading.open.push(opens);
  return true;
}

/**
 * True when the text is one well-formed `<Response>` element: tags balanced, attributes quoted, no entities but
 * XML's own, no document type, no CDATA. Linear in the length of the text.
 */
export function isTwiml(document: string): boolean {
  const text = document.trim().replace(DECLARATION, '');
  const reading: Reading = { open: [], roots: [] };
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null || TOKEN.lastIndex === start || !take(match.groups ?? {}, reading)) return false;
  }
  return reading.open.length === 0 && reading.roots.join() === 'Response';
}

/** Text made safe inside an element or an attribute. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
  return text.replace(/[&<>"']/g, (character) => `&${entities[character]};`);
}
