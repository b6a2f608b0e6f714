import { domainToASCII } from 'node:url';
import { addressParser } from 'postal-mime';
import { displayName } from '../../../text/display-name.ts';
import type { MailHeader } from './mime.ts';

const MAX_HEADER = 64 * 1024;
const MAX_FROM = 4096;
const MAX_ADDRESS = 320;
const ADDRESS = /^[^\s@<>()[\],;:"\\\p{Cc}]{1,64}@([^\s@<>()[\],;:"\\\p{Cc}]+\.[^\s@<>()[\],;:"\\\p{Cc}]+)$/u;

export interface MailAddress {
  /** Local part as received, domain in lower case and ASCII. */
  address: string;
  domain: string;
  name: string | undefined;
}

/** All values of one header, in order. */
export function headerValues(headers: readonly MailHeader[], name: string): string[] {
  return headers.filter((header) => header.name === name).map((header) => header.value);
}

/** The address in its one form, or undefined when it is none that mail can be sent to. */
export function mailAddress(text: string, name?: string): MailAddress | undefined {
  const found = text.length <= MAX_ADDRESS ? ADDRESS.exec(text)?.[1] : undefined;
  const domain = found === undefined ? '' : domainToASCII(found.toLowerCase());
  if (domain === '') return undefined;
  return { address: `${text.slice(0, text.indexOf('@'))}@${domain}`, domain, name: displayName(name) };
}

/** The addresses of a header; what is none is left out. */
export function addressesIn(headers: readonly MailHeader[], name: string): MailAddress[] {
  return headerValues(headers, name)
    .flatMap((value) => addressParser(value.slice(0, MAX_HEADER), { flatten: true }))
    .map((mailbox) => mailAddress(mailbox.address ?? '', mailbox.name))
    .filter((address) => address !== undefined);
}

const QUOTED = /"(?:[^"\\]|\\.)*"|\([^()]*\)|=\?[^?]*\?[^?]*\?[^?]*\?=/gs;
const BARE = /[^\s<>,;:()"]*@[^\s<>,;:()"]*/g;

/**
 * The one sender that the From header names. Undefined when there is no From, more than one, several addresses,
 * or a form that two readers could understand differently: then SES's verdicts may speak of another one.
 */
export function soleSender(headers: readonly MailHeader[]): MailAddress | undefined {
  const [from, ...more] = headerValues(headers, 'from');
  if (
    from === undefined ||
    more.length > 0 ||
    from.length > MAX_FROM ||
    /\p{Cc}/u.test(from.replaceAll('\t', ' '))
  )
    return undefined;
  const mailboxes = addressParser(from, { flatten: true });
  const [mailbox] = mailboxes;
  if (mailbox === undefined || mailboxes.length > 1) return undefined;
  const bare = from.replace(QUOTED, ' ').match(BARE) ?? [];
  if (bare.length === 0 || bare.some((text) => text !== mailbox.address)) return undefined;
  return mailAddress(mailbox.address ?? '', mailbox.name);
}

/** The address in a From as SES shows it, with names decoded: the last one outside quotes and comments. */
export function addressShown(from: string): MailAddress | undefined {
  if (from.length > MAX_FROM) return undefined;
  return mailAddress(from.replace(QUOTED, ' ').match(BARE)?.at(-1) ?? '');
}

/** A recipient's mailbox: without its plus-tag, in lower case, as accounts are written. */
export function mailboxOf(recipient: string): string {
  const at = recipient.lastIndexOf('@');
  const local = recipient.slice(0, at);
  const tag = local.indexOf('+', 1);
  return `${tag < 0 ? local : local.slice(0, tag)}${recipient.slice(at)}`.toLowerCase();
}
