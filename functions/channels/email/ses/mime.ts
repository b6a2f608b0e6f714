import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { readableLines } from './readable-lines.ts';

/** Over these a mail is not read further; its headers are in the notification. */
const LIMITS = {
  maxNestingDepth: 50,
  maxHeadersSize: 1024 * 1024,
  // A mail inside a mail stays an attachment: read inline, each level would copy all the levels inside it.
  forceRfc822Attachments: true,
} as const;
const MAX_CHARACTERS = 1024 * 1024;
const DASHES = Buffer.from('--');

export interface MailHeader {
  /** In lower case. */
  name: string;
  value: string;
}

export interface MailAttachment {
  fileName: string | undefined;
  contentType: string;
  sizeBytes: number;
}

/** What was read of a MIME message. */
export interface MailContent {
  headers: MailHeader[];
  text: string | undefined;
  html: string | undefined;
  attachments: MailAttachment[];
  /** False when something of it is over a cap and was left out. */
  complete: boolean;
}

function attachmentOf({ filename, mimeType, content }: Attachment): MailAttachment {
  const sizeBytes = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  return { fileName: filename ?? undefined, contentType: mimeType, sizeBytes };
}

function parsed(mime: Buffer): Promise<Email | undefined> {
  return PostalMime.parse(mime, LIMITS).catch(() => undefined);
}

/** The body as it came, for a mail that says it has parts and has none. */
function bodyWithoutParts({ headers }: Email, mime: Buffer): string | undefined {
  const type = headers.find(({ key }) => key === 'content-type')?.value ?? '';
  const head = /\r?\n\r?\n/.exec(mime.toString('latin1', 0, LIMITS.maxHeadersSize));
  if (!/^multipart\//i.test(type) || head === null) return undefined;
  const body = mime.subarray(head.index + head[0].length);
  return body.includes('\n--') || body.subarray(0, 2).equals(DASHES)
    ? undefined
    : body.toString('utf8', 0, MAX_CHARACTERS);
}

function cut(text: string | undefined): string | undefined {
  return text?.slice(0, MAX_CHARACTERS).toWellFormed();
}

/**
 * Reads a raw mail in bounded time and memory. Undefined when its headers or its nesting are over the caps. Never
 * throws for what a sender may write.
 */
export async function readMime(mime: Buffer): Promise<MailContent | undefined> {
  const { bytes, complete } = readableLines(mime);
  const email = await parsed(bytes);
  if (email === undefined) return undefined;
  const text = email.text ?? bodyWithoutParts(email, bytes);
  const isWhole = (text?.length ?? 0) <= MAX_CHARACTERS && (email.html?.length ?? 0) <= MAX_CHARACTERS;
  return {
    headers: email.headers.map(({ key, value }) => ({ name: key, value })),
    text: cut(text),
    html: cut(email.html),
    attachments: email.attachments.map(attachmentOf),
    complete: complete && isWhole,
  };
}
