/** A piece of HTML: text as written (references not decoded), or a tag. */
export type HtmlToken =
  | { type: 'text'; text: string }
  | { type: 'open'; name: string; attributes: string; closed: boolean }
  | { type: 'close'; name: string };

/** Elements whose content is text that no reader sees. */
const RAW = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'noembed', 'iframe']);
const TAG = /^<(\/?)([a-zA-Z][^\s/>]{0,40})/;
const LONGEST_ATTRIBUTES = 8192;

/** Walks over markup once. What it finds missing once (an end, a quote) it does not look for again. */
class Scanner {
  readonly html: string;
  readonly lower: string;
  private readonly missing = new Set<string>();

  constructor(html: string) {
    this.html = html;
    this.lower = html.toLowerCase();
  }

  /** Where `text` stands at or after `from`, or undefined; an end of input is looked up once only. */
  find(text: string, from: number): number | undefined {
    if (this.missing.has(text)) return undefined;
    const at = this.lower.indexOf(text, from);
    if (at >= 0) return at;
    this.missing.add(text);
    return undefined;
  }

  /** The `>` that ends a tag: not one inside quotes, as long as quotes in this text are balanced. */
  tagEnd(from: number): number | undefined {
    const plain = this.find('>', from);
    if (plain === undefined || this.missing.has('quoted >')) return plain;
    let at = from;
    while (at < this.html.length) {
      const character = this.html[at];
      if (character === '>') return at;
      const isQuote = (character === '"' || character === "'") && this.html[at - 1] === '=';
      at = (isQuote ? (this.find(character, at + 1) ?? at) : at) + 1;
    }
    this.missing.add('quoted >');
    return plain;
  }
}

/** The end of what begins with `<!` or `<?`: a comment, a doctype, a conditional of Outlook. */
function declarationEnd(scanner: Scanner, from: number): number {
  const isComment = scanner.html.startsWith('<!--', from);
  const comment = isComment ? scanner.find('-->', from + 2) : undefined;
  if (comment !== undefined) return comment + 3;
  return (scanner.find('>', from) ?? scanner.html.length - 1) + 1;
}

/** Cuts HTML into text and tags, in one pass over any input; comments, scripts and styles are left out. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  const scanner = new Scanner(html);
  let from = 0;
  let textFrom = 0;
  while (from < html.length) {
    const at = html.indexOf('<', from);
    if (at < 0) break;
    const next = html[at + 1];
    const isDeclaration = next === '!' || next === '?';
    const tag = isDeclaration ? null : TAG.exec(html.slice(at, at + 44));
    const end = tag === null ? undefined : scanner.tagEnd(at + tag[0].length);
    if (!isDeclaration && (tag === null || end === undefined)) {
      from = at + 1;
      continue;
    }
    if (at > textFrom) yield { type: 'text', text: html.slice(textFrom, at) };
    from = end === undefined ? declarationEnd(scanner, at) : end + 1;
    if (tag !== null && end !== undefined) {
      const name = (tag[2] ?? '').toLowerCase();
      yield tagToken(html, at, end, tag[1] === '/', name, tag[0].length);
      if (tag[1] !== '/' && RAW.has(name)) from = scanner.find(`</${name}`, from) ?? html.length;
    }
    textFrom = from;
  }
  if (textFrom < html.length) yield { type: 'text', text: html.slice(textFrom) };
}

function tagToken(
  html: string,
  at: number,
  end: number,
  closes: boolean,
  name: string,
  length: number,
): HtmlToken {
  if (closes) return { type: 'close', name };
  const attributes = html.slice(at + length, Math.min(end, at + length + LONGEST_ATTRIBUTES));
  return { type: 'open', name, attributes, closed: html[end - 1] === '/' };
}

const ATTRIBUTES = /([^\s=/"'<>]{1,60})\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;

/** The value of one attribute, as written; undefined when the tag has none. */
export function attributeOf(attributes: string, name: string): string | undefined {
  for (const match of attributes.matchAll(ATTRIBUTES))
    if (match[1]?.toLowerCase() === name) return match[2] ?? match[3] ?? match[4];
  return undefined;
}
