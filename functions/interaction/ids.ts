import { hash } from 'node:crypto';
import type { Identity } from './identity.ts';

/** Everything that must not stand unescaped inside a part of an id: our separators, controls, non-ASCII. */
const UNSAFE = /[^A-Za-z0-9/+@=._~!*'()&,;?$ -]/gu;
/** Nearly every part: this test is several times quicker than a replacement that finds nothing. */
const SAFE = /^[A-Za-z0-9/+@=._~!*'()&,;?$ -]{0,256}$/;
const MAX_PART = 256;

/** 22 characters of base64url SHA-256: short, safe in URLs, keys and SQS ids. */
export function digest(text: string): string {
  return fullDigest(text).slice(0, 22);
}

/** The whole base64url SHA-256 (43 characters): for SQS group and deduplication ids. */
export function fullDigest(text: string): string {
  return hash('sha256', text, 'base64url');
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `%${code.toString(16).toUpperCase()}.`;
}

/**
 * Makes any text a safe part of an id or key: separators, control characters and non-ASCII are escaped
 * reversibly and distinctly; what would be longer than 256 characters is replaced by its digest.
 */
export function escapePart(part: string): string {
  if (SAFE.test(part)) return part;
  const escaped = part.replace(UNSAFE, escapeCharacter);
  return escaped.length <= MAX_PART ? escaped : `%sha256.${fullDigest(escaped)}`;
}

export interface InteractionSource {
  brand: string;
  provider: string;
  account: string;
  providerInteractionId: string;
}

/** Interaction id = brand + provider + account + the provider's own id. The same delivery always has the same. */
export function interactionId(source: InteractionSource): string {
  return [source.brand, source.provider, source.account, source.providerInteractionId]
    .map(escapePart)
    .join(':');
}

/** Four parts, as `escapePart` leaves them. */
const INTERACTION_ID = /^[A-Za-z0-9/+@=._~!*'()&,;?$ %:-]{1,1027}$/;

/** Whether a text that somebody names may be an interaction id of a brand: anything else is none, and fits no key. */
export function mayBeInteractionId(brand: string, text: string): boolean {
  return text.startsWith(`${escapePart(brand)}:`) && INTERACTION_ID.test(text);
}

/** One text per identity inside a brand: `kind:scope:value`, escaped. */
export function identityText(identity: Identity): string {
  return [identity.kind, identity.scope, identity.value].map(escapePart).join(':');
}
