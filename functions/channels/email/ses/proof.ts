import { headerValues, mailAddress } from './addresses.ts';
import type { MailHeader } from './mime.ts';
import { type Notification, verdict } from './notification.ts';

const SIGNING_DOMAIN = /(?:^|;)\s*d\s*=([^;]*)/g;

/** Relaxed alignment of RFC 7489, without a list of public suffixes: equal, or one is a part of the other. */
function isAligned(from: string, other: string): boolean {
  const [longer, shorter] = from.length >= other.length ? [from, other] : [other, from];
  return shorter.includes('.') && (longer === shorter || longer.endsWith(`.${shorter}`));
}

function signedBy(headers: readonly MailHeader[]): (string | undefined)[] {
  return headerValues(headers, 'dkim-signature').map((value) => {
    const [domain, ...more] = [...value.slice(0, 4096).matchAll(SIGNING_DOMAIN)].map((tag) => tag[1] ?? '');
    // Of two, nobody knows which one SES took.
    return more.length > 0 ? undefined : domain?.trim().toLowerCase();
  });
}

/** SES does not say which signature passed, so all of them must speak for the sender's domain. */
function isSignedBy(headers: readonly MailHeader[], domain: string): boolean {
  const signers = signedBy(headers);
  return signers.length > 0 && signers.every((signer) => signer !== undefined && isAligned(domain, signer));
}

/**
 * True when the mail proves that it comes from the domain of its From: DMARC passed; or, where the domain publishes
 * none, DKIM or SPF passed for an aligned domain. The verdicts are SES's own, never headers of the mail.
 */
export function isProven(
  notification: Notification,
  headers: readonly MailHeader[],
  domain: string,
): boolean {
  const dmarc = verdict(notification, 'dmarc');
  if (dmarc === 'PASS') return true;
  if (dmarc === 'FAIL' || notification.receipt.dmarcPolicy !== undefined) return false;
  const envelope = mailAddress(notification.mail.source ?? '');
  const spf = verdict(notification, 'spf') === 'PASS' && envelope !== undefined;
  const dkim = verdict(notification, 'dkim') === 'PASS';
  return (spf && isAligned(domain, envelope.domain)) || (dkim && isSignedBy(headers, domain));
}
