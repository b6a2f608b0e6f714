import {
  endsItself,
  imageText,
  isHidden,
  isQuotation,
  linesAround,
  linkTarget,
  VOID,
} from './html-elements.ts';
import { decodeEntities } from './html-entities.ts';
import { type HtmlToken, htmlTokens } from './html-tokens.ts';
import { TextWriter } from './text-writer.ts';

const RULE = '--------';

interface OpenElement {
  name: string;
  attributes: string;
  hidden: boolean;
  quotation: boolean;
  lines: 0 | 1 | 2;
  /** Numbers the items of an ordered list. */
  items: number;
}

type OpenTag = Extract<HtmlToken, { type: 'open' }>;

/** Reads markup token by token with its own stack, so that no depth can overflow ours. */
class HtmlReader {
  readonly writer = new TextWriter();
  private readonly open: OpenElement[] = [];
  private readonly openNames = new Map<string, number>();
  private readonly lists: OpenElement[] = [];
  private readonly showHidden: boolean;
  private hiddenDepth = 0;
  private link: { attributes: string; position: number } | undefined;

  constructor(showHidden: boolean) {
    this.showHidden = showHidden;
  }

  read(html: string): string {
    for (const token of htmlTokens(html)) {
      if (token.type === 'text') this.text(token.text);
      else if (token.type === 'open') this.start(token);
      else this.end(token.name);
    }
    this.endLink();
    return this.writer.textSince(0);
  }

  private text(text: string): void {
    if (this.hiddenDepth === 0) this.writer.write(decodeEntities(text));
  }

  private start(tag: OpenTag): void {
    const { name, attributes } = tag;
    const top = this.open.at(-1);
    if (top !== undefined && endsItself(top.name, name)) this.pop();
    const lines = linesAround(name, attributes);
    this.breakLine(lines);
    if (VOID.has(name)) this.single(name, attributes);
    else if (!tag.closed) {
      const hidden = !this.showHidden && isHidden(name, attributes);
      this.push({ name, attributes, hidden, quotation: isQuotation(name, attributes), lines, items: 0 });
    }
  }

  private push(element: OpenElement): void {
    const { name } = element;
    this.open.push(element);
    this.openNames.set(name, (this.openNames.get(name) ?? 0) + 1);
    if (element.hidden) this.hiddenDepth += 1;
    if (element.quotation) this.writer.quoteDepth += 1;
    if (name === 'ul' || name === 'ol') this.writer.listDepth = this.lists.push(element);
    if (name === 'li') this.startItem();
    if (name === 'pre') this.writer.preformatted = true;
    if (name === 'td' || name === 'th') this.writer.softSpace();
    if (name === 'a' && this.hiddenDepth === 0) this.startLink(element.attributes);
  }

  private startItem(): void {
    const list = this.lists.at(-1);
    if (list !== undefined) list.items += 1;
    this.writer.mark(list?.name === 'ol' ? `${list.items}. ` : '- ');
  }

  private single(name: string, attributes: string): void {
    if (this.hiddenDepth > 0) return;
    if (name === 'br') this.writer.newLine();
    if (name === 'img') this.writer.write(imageText(attributes, this.link !== undefined));
    if (name === 'hr') this.writer.write(RULE);
    this.breakLine(name === 'hr' ? 1 : 0);
  }

  private breakLine(lines: 0 | 1 | 2): void {
    if (lines === 0) return;
    // A list inside a list stands close to it.
    this.writer.breakLine(this.lists.length > 0 ? 1 : lines);
  }

  private end(name: string): void {
    if (name === 'br') this.single(name, '');
    if ((this.openNames.get(name) ?? 0) === 0) return;
    while (this.pop() !== name);
  }

  private pop(): string | undefined {
    const element = this.open.pop();
    if (element === undefined) return undefined;
    const { name } = element;
    this.openNames.set(name, (this.openNames.get(name) ?? 1) - 1);
    if (name === 'a') this.endLink();
    if (element.hidden) this.hiddenDepth -= 1;
    if (element.quotation) this.writer.quoteDepth -= 1;
    if (name === 'ul' || name === 'ol') {
      this.lists.pop();
      this.writer.listDepth = this.lists.length;
    }
    if (name === 'pre') this.writer.preformatted = (this.openNames.get('pre') ?? 0) > 0;
    this.breakLine(element.lines);
    return name;
  }

  private startLink(attributes: string): void {
    this.endLink();
    this.link = { attributes, position: this.writer.position };
  }

  private endLink(): void {
    if (this.link === undefined) return;
    const { attributes, position } = this.link;
    this.link = undefined;
    const target = linkTarget(attributes, this.writer.textSince(position));
    if (target === undefined) return;
    this.writer.softSpace();
    this.writer.write(`(${target})`);
  }
}

/**
 * The text a reader of an HTML mail sees: lines, lists, links with their targets, quotations marked by `>`;
 * without styles, scripts and hidden parts, unless all of it is hidden. Linear in the length, at any depth.
 */
export function htmlToText(html: string): string {
  return new HtmlReader(false).read(html) || new HtmlReader(true).read(html);
}
