import { quoteStart } from './quote-header.ts';
import { DEVICE_LINES } from './quote-words.ts';

/** Of a signature, or of a mailing list's footer. */
const SIGNATURE = /^(?:--|—|__|_{20,200})$/u;
const RULE = /^(?:[-_=*–—]{3,})$/u;
const LONGEST_SIGNATURE = 20;
/** Lines longer than this are wrapped by some mail programs, and what is wrapped loses its `>`. */
const WRAPPED_FROM = 60;

/** The part of a mail a line belongs to. */
type Part = 'own' | 'quoted' | 'blank' | 'attribution';

function isQuoted(line: string | undefined): boolean {
  return line?.startsWith('>') ?? false;
}

/** The rest of a quoted line that was wrapped on its way: no `>`, directly between two quoted lines. */
function isWrappedQuote(lines: readonly string[], at: number): boolean {
  const before = lines[at - 1] ?? '';
  return isQuoted(before) && before.length >= WRAPPED_FROM && isQuoted(lines[at + 1]);
}

function nextText(lines: readonly string[], from: number): string | undefined {
  for (let at = from; at < lines.length; at++) if (lines[at] !== '') return lines[at];
  return undefined;
}

/** Sorts lines into parts; stops where everything that follows is the older message. */
function partsOf(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  while (parts.length < lines.length) {
    const at = parts.length;
    const line = lines[at] ?? '';
    if (line === '') parts.push('blank');
    else if (isQuoted(line) || isWrappedQuote(lines, at)) parts.push('quoted');
    else {
      const start = quoteStart(lines, at);
      if (start?.type === 'rest') break;
      if (start === undefined) {
        parts.push('own');
        continue;
      }
      // A quotation without marks goes on to the end.
      if (!isQuoted(nextText(lines, at + start.lines))) break;
      for (let count = 0; count < start.lines; count++) parts.push('attribution');
    }
  }
  return parts;
}

/** How many separate stretches of quoted lines these parts hold. */
function quotedStretches(parts: readonly Part[]): number {
  const visible = parts.filter((part) => part === 'quoted' || part === 'own');
  return visible.filter((part, at) => part === 'quoted' && visible[at - 1] !== 'quoted').length;
}

/** Answers stand between quotations, or below one that nobody introduces: then what they answer is kept. */
function answersInline(parts: readonly Part[]): boolean {
  const stretches = quotedStretches(parts);
  return stretches > 1 || (stretches === 1 && !parts.includes('attribution') && parts[0] !== 'quoted');
}

/** The author's own lines. A quotation above all answers, or below them all, is the older message. */
function ownLines(lines: readonly string[], parts: readonly Part[]): string[] {
  const end = parts.lastIndexOf('own') + 1;
  const inline = answersInline(parts.slice(0, end));
  return lines.slice(0, end).filter((_, at) => {
    const part = parts[at];
    return part === 'own' || part === 'blank' || (inline && part === 'quoted');
  });
}

function isAdded(line: string): boolean {
  return line === '' || RULE.test(line) || DEVICE_LINES.some((pattern) => pattern.test(line));
}

/** Where a signature's separator stands; the number of lines when there is none. */
function signatureStart(lines: readonly string[]): number {
  const separator = lines.findLastIndex((line) => SIGNATURE.test(line));
  const short = separator > 0 && lines.length - separator <= LONGEST_SIGNATURE;
  return short ? separator : lines.length;
}

/** Cuts a signature below its separator, and what phones and mail programs add. */
function withoutSignature(lines: readonly string[]): readonly string[] {
  const kept = lines.slice(0, signatureStart(lines));
  return kept.slice(0, kept.findLastIndex((line) => !isAdded(line)) + 1);
}

function withoutBlankRuns(lines: readonly string[]): string[] {
  return lines.filter((line, at) => line !== '' || lines[at - 1] !== '');
}

function joined(lines: readonly string[]): string {
  return withoutBlankRuns(lines).join('\n').trim();
}

/** Lines without spaces at their ends; several blank lines become one. */
function linesOf(text: string): string[] {
  const unified = text.replace(/\r\n?/g, '\n').replace(/\n{3,}/g, '\n\n');
  return withoutBlankRuns(unified.split('\n').map((line) => line.trimEnd()));
}

/**
 * The text a person wrote in a mail: without the quoted older message, its header lines and the signature.
 * Answers between quoted passages keep the passages. Never empty when the text is not: then the text itself is
 * returned. Linear in the length of the text.
 */
export function visibleReply(text: string): string {
  const lines = linesOf(text);
  const trimmed = lines.map((line) => line.trimStart());
  const own = ownLines(lines, partsOf(trimmed));
  return joined(withoutSignature(own)) || joined(own) || text.trim();
}

/** The author's own signature: what stands below its separator. Empty when there is none. Linear, as above. */
export function signatureOf(text: string): string {
  const lines = linesOf(text);
  const own = ownLines(lines, partsOf(lines.map((line) => line.trimStart())));
  return joined(own.slice(signatureStart(own) + 1));
}
