const DEEPEST = 8;
/** Filling that newsletters put behind their preview text, and other characters of no width. */
const INVISIBLE = /\u00ad|\u034f|\u200b|\u2060|\ufeff|(?:[\u200c\u200d]\u00a0){2,}/g;

/** Puts text into lines: collapses space, keeps at most one blank line, marks quotations by `>` and indents lists. */
export class TextWriter {
  quoteDepth = 0;
  listDepth = 0;
  preformatted = false;
  private readonly pieces: string[] = [];
  private breaks = 0;
  private space = false;
  private marker = '';

  /** Ends the line; two lines leave a blank one. */
  breakLine(lines: 1 | 2): void {
    this.breaks = Math.max(this.breaks, lines);
    this.space = false;
  }

  /** A line break of the author: two in a row leave a blank line. */
  newLine(): void {
    this.breaks = Math.min(2, this.breaks + 1);
    this.space = false;
  }

  /** What stands before the next text: a bullet or a number. */
  mark(marker: string): void {
    this.breakLine(1);
    this.marker = marker;
  }

  softSpace(): void {
    this.space = true;
  }

  /** Decoded text as it stands in the markup. */
  write(text: string): void {
    if (this.preformatted) this.writeLines(text);
    else this.writeFlowing(text);
  }

  private writeLines(text: string): void {
    text.split(/\r\n|\r|\n/).forEach((line, at) => {
      if (at > 0) this.newLine();
      if (line !== '') this.put(line);
    });
  }

  private writeFlowing(text: string): void {
    const collapsed = text.replace(INVISIBLE, '').replace(/[ \t\r\n\f\u00a0]+/g, ' ');
    const words = collapsed.trim();
    if (collapsed.startsWith(' ')) this.space = true;
    if (words === '') return;
    this.put(words);
    this.space = collapsed.endsWith(' ');
  }

  private put(text: string): void {
    const isFirst = this.pieces.length === 0;
    if (isFirst || this.breaks > 0) {
      const indent = '  '.repeat(Math.min(DEEPEST, Math.max(0, this.listDepth - 1)));
      const quote = '> '.repeat(Math.min(DEEPEST, this.quoteDepth));
      this.pieces.push((isFirst ? '' : '\n'.repeat(this.breaks)) + quote + indent);
    } else if (this.space) {
      this.pieces.push(' ');
    }
    this.pieces.push(this.marker + text);
    this.breaks = 0;
    this.space = false;
    this.marker = '';
  }

  /** A place in the output, for `textSince`. */
  get position(): number {
    return this.pieces.length;
  }

  textSince(position: number): string {
    return this.pieces.slice(position).join('').trim();
  }
}
