import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Channel } from '../interaction/identity.ts';

/** Where a handoff may be presented: nowhere else does its token or code mean anything. */
export interface Target {
  brand: string;
  channel: Channel;
}

/** What a token or code becomes before anything is stored or looked up: neither can be read back from it. */
export interface Proof {
  handoffId: string;
  proof: string;
}

const TOKEN = /tlh_([\w-]{22})\.([0-9a-z]{8,9})\.([\w-]{43})(?![\w-])/;
export const CODE = /^\d{6}$/;

/** A keyed hash of parts that cannot run into each other, 43 characters of base64url. */
function seal(key: string, purpose: string, ...parts: string[]): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([purpose, ...parts]))
    .digest('base64url');
}

/** True when two texts are the same; how long it takes does not tell where they differ. */
export function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function signature(key: string, { brand, channel }: Target, handoffId: string, until: string): string {
  return seal(key, 'token', brand, channel, handoffId, until);
}

/** A new token for a link or a QR code: random, and signed for its brand, channel and last moment (ms). */
export function newToken(key: string, target: Target, validUntil: number): string {
  const handoffId = randomBytes(16).toString('base64url');
  const until = validUntil.toString(36);
  return `tlh_${handoffId}.${until}.${signature(key, target, handoffId, until)}`;
}

/** The proof of a token that we signed for this brand and channel; undefined for any other text. */
export function proofOfToken(key: string, target: Target, token: string): Proof | undefined {
  const [whole, handoffId = '', until = '', signed = ''] = TOKEN.exec(token) ?? [];
  if (whole !== token || !isSame(signed, signature(key, target, handoffId, until))) return undefined;
  return { handoffId, proof: seal(key, 'proof', target.brand, target.channel, token) };
}

/** A new code: six digits, evenly. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** The proof of a code. Its id is a keyed hash as well: that finds the code without telling it. */
export function proofOfCode(key: string, { brand, channel }: Target, code: string): Proof {
  return {
    handoffId: seal(key, 'code', brand, channel, code).slice(0, 22),
    proof: seal(key, 'proof', brand, channel, code),
  };
}

/** Every token in a text, whoever made it. */
export function tokensIn(text: string): string[] {
  return text.match(new RegExp(TOKEN, 'g')) ?? [];
}

/** The text with something else where a token stood, in one pass however many there are. */
export function replaceTokens(text: string, replacement: string): string {
  return text.replace(new RegExp(TOKEN, 'g'), replacement);
}
