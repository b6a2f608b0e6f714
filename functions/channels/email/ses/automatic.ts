import { headerValues, type MailAddress } from './addresses.ts';
import type { MailHeader } from './mime.ts';

const MACHINES = /^(?:mailer-daemon|postmaster)@/i;
const REPORT = /^\s*multipart\/report\b/i;
const ANSWERING = ['x-autoreply', 'x-autorespond'];

function first(headers: readonly MailHeader[], name: string): string | undefined {
  return headerValues(headers, name)[0]?.trim().toLowerCase();
}

function isNullSender(source: string | undefined, headers: readonly MailHeader[]): boolean {
  return source === '' || source === '<>' || first(headers, 'return-path') === '<>';
}

/**
 * Why a machine wrote this mail, as a short word; undefined when a person did. Such mails are never answered
 * automatically. https://www.rfc-editor.org/rfc/rfc3834
 */
export function automaticReason(
  source: string | undefined,
  headers: readonly MailHeader[],
  sender: MailAddress | undefined,
): string | undefined {
  const submitted = first(headers, 'auto-submitted')?.split(/[;\s]/)[0];
  if (submitted !== undefined && submitted !== 'no')
    return /^auto-[a-z]+$/.exec(submitted)?.[0] ?? 'auto-submitted';
  if (isNullSender(source, headers)) return 'null-sender';
  const precedence = /^(?:bulk|list|junk|auto_reply)/.exec(first(headers, 'precedence') ?? '')?.[0];
  if (precedence !== undefined) return `precedence-${precedence}`;
  if (headers.some(({ name }) => name === 'list-id' || name === 'list-unsubscribe')) return 'list';
  if (REPORT.test(first(headers, 'content-type') ?? '')) return 'report';
  if (headers.some(({ name }) => ANSWERING.includes(name))) return 'auto-reply';
  return sender !== undefined && MACHINES.test(sender.address) ? 'mailer-daemon' : undefined;
}
