import { describe, expect, it } from 'vitest';
import { readMime } from '../../../../functions/channels/email/ses/mime.ts';
import { received } from './mails.ts';
import { messageOf } from './reading.ts';

const HEAD = 'From: ada@example.com\r\nTo: help@in.example.org\r\nSubject: large\r\nMIME-Version: 1.0\r\n';
const MIXED = 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n';
const NOTE = /too large or too deeply nested/;
/** What the mail function has in all is 60 s; the margin is for slow machines. */
const BOUND_MS = 20_000;

function parts(count: number, part: string): string {
  return `${HEAD}${MIXED}${`--b\r\n${part}\r\n`.repeat(count)}--b--\r\n`;
}

function nested(levels: number): string {
  const level = (n: number) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`;
  return `${HEAD}${Array.from({ length: levels }, (_, n) => level(n)).join('')}\r\nhi`;
}

const BASE64_LINE = `${'QUJD'.repeat(19)}\r\n`;

describe('bad mail is an entry all the same, in bounded time', () => {
  it.each([
    ['10,000 parts', parts(10_000, 'Content-Type: text/plain\r\n\r\nhello'), /hello/],
    ['1,000,000 parts', parts(1_000_000, '\r\nh'), NOTE],
    ['parts 10,000 deep', nested(10_000), NOTE],
    [
      'mails 10,000 deep',
      `${HEAD}${'Content-Type: message/rfc822\r\n\r\nSubject: x\r\n'.repeat(10_000)}\r\nhi`,
      undefined,
    ],
    ['30 MB of newlines', `${HEAD}\r\n${'\n'.repeat(30_000_000)}`, NOTE],
    ['30 MB of spaces', `${HEAD}\r\n${' '.repeat(30_000_000)}`, NOTE],
    ['30 MB of text', `${HEAD}\r\n${`${'word '.repeat(14)}\r\n`.repeat(400_000)}`, NOTE],
    ['30 MB of HTML', `${HEAD}Content-Type: text/html\r\n\r\n${'<div><p>a</p> '.repeat(2_000_000)}`, NOTE],
    ['2 MB of headers', `X-A: ${'a'.repeat(2_000_000)}\r\n${HEAD}\r\nhi`, NOTE],
    ['10,000 addresses', `${HEAD}Cc: ${'a@example.com, '.repeat(10_000)}\r\n\r\nhi`, /hi/],
    ['HTML 10,000 deep', `${HEAD}Content-Type: text/html\r\n\r\n${'<div>'.repeat(10_000)}deep`, /deep/],
    ['no boundary', `${HEAD}Content-Type: multipart/mixed\r\n\r\nhello without parts`, /hello without parts/],
    ['a boundary that never comes', `${HEAD}${MIXED}hello without parts`, /hello without parts/],
    ['a boundary that never ends', `${HEAD}${MIXED}--b\r\n\r\nhello`, /hello/],
    ['no headers', 'hello', undefined],
    ['nothing at all', '', undefined],
    ['a charset that is none', `${HEAD}Content-Type: text/plain; charset="no-such"\r\n\r\nhello`, /hello/],
    [
      'bytes that are no UTF-8',
      Buffer.from(`${HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\nhell\xf6`, 'latin1'),
      /hell/,
    ],
    ['base64 that is none', `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n!!!hello!!!`, undefined],
    ['a lone surrogate', `${HEAD}Content-Type: text/html\r\n\r\n&#xD800;hello`, /hello/],
  ])('%s', async (_, mime, shows) => {
    const start = performance.now();
    const { text, visibleText, mail } = await messageOf(received(mime, { source: 'ada@example.com' }));
    expect(performance.now() - start).toBeLessThan(BOUND_MS);
    if (shows !== undefined) expect(text).toMatch(shows);
    if (shows !== undefined) expect(visibleText).toMatch(shows);
    expect(text?.isWellFormed() ?? true).toBe(true);
    expect(mail?.raw?.bucket).toBe('inbox');
  });

  it('keeps who and what from the notification when the message cannot be read', async () => {
    const message = await messageOf(received(nested(10_000)));
    expect(message).toMatchObject({
      subject: 'large',
      contact: { address: 'ada@example.com', assurance: 'verified' },
    });
  });

  it('shows 500 of 10,000 attachments', async () => {
    const file = 'Content-Type: image/png; name=a.png\r\nContent-Disposition: attachment\r\n\r\nx';
    expect((await messageOf(received(parts(10_000, file)))).media).toHaveLength(500);
  });
});

/** Milliseconds of processor time of this thread: what else runs here does not count. */
async function timeOf(mime: string): Promise<number> {
  const start = process.threadCpuUsage();
  await messageOf(received(mime, { source: 'ada@example.com' }));
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

const ATTEMPTS = 4;
/** Nothing quadratic reads 256 KB in so few milliseconds; below them allocation is all that is measured. */
const QUICK = 60;

describe('the time a mail takes grows with its size and no faster', () => {
  it.each([
    ['spaces', ' '],
    ['newlines', '\n'],
  ])('%s: 256 KB take at most 5 times as long as 64 KB', { timeout: 120_000 }, async (_, piece) => {
    const mail = (kilobytes: number) => `${HEAD}\r\na${piece.repeat(kilobytes * 1024)}b`;
    let best = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < ATTEMPTS && best > 5; attempt += 1) {
      const small = await timeOf(mail(64));
      const large = await timeOf(mail(256));
      best = large < QUICK ? 0 : Math.min(best, large / small);
    }
    expect(best).toBeLessThanOrEqual(5);
  });
});

describe('what is cut', () => {
  const attached = (lines: string) =>
    `${HEAD}${MIXED}--b\r\n\r\nsee the file\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}--b--\r\n`;

  it('is nothing of an attachment of 30 MB', async () => {
    const content = await readMime(Buffer.from(attached(BASE64_LINE.repeat(390_000))));
    expect(content).toMatchObject({ complete: true, attachments: [{ sizeBytes: 390_000 * 57 }] });
    expect(content?.text?.trim()).toBe('see the file');
  });

  it('is nothing of one with line ends of Unix and a short last line', async () => {
    const lines = BASE64_LINE.replace('\r', '').repeat(1_500);
    const content = await readMime(Buffer.from(attached(`${lines}QQ==\n`)));
    expect(content?.attachments[0]?.sizeBytes).toBe(1_500 * 57 + 1);
  });

  it('is nothing of encoded text, whose lines end in a mark', async () => {
    const line = `${'=E4=BD=A0'.repeat(8)}=\r\n`;
    const mime = `${HEAD}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
    const content = await readMime(Buffer.from(mime + line.repeat(2_000)));
    expect(content?.text?.trim()).toBe('你'.repeat(16_000));
  });

  it('is not even a line break of a pasted certificate', async () => {
    const pasted = `see:\r\n${BASE64_LINE.repeat(100)}`;
    const content = await readMime(Buffer.from(`${HEAD}\r\n${pasted}`));
    expect(content?.text?.trim()).toBe(pasted.trim().replaceAll('\r\n', '\n'));
  });

  it('is nothing of a letter of 5,000 lines', async () => {
    const body = Array.from({ length: 5_000 }, (_, n) => `line ${n}`).join('\r\n');
    const content = await readMime(Buffer.from(`${HEAD}\r\n${body}`));
    expect(content?.complete).toBe(true);
    expect(content?.text?.trim().split(/\r?\n/)).toHaveLength(5_000);
  });

  it('is the rest of a text over 1 MiB', async () => {
    const content = await readMime(Buffer.from(`${HEAD}\r\n${'long '.repeat(300_000)}`));
    expect(content?.complete).toBe(false);
    expect(content?.text).toHaveLength(1024 * 1024);
  });
});
