import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RecordedEvent } from '../interaction/event.ts';

/** RFC 4648 base32 in lower case: a local part may come back in any case. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** 22 characters of base64url are 132 bits. */
const ID = /^cnv_([\w-]{22})$/;
const ID_LENGTH = 27;
const SEAL_LENGTH = 16;
const TOKEN = /^[a-z2-7]{43}$/;

/** 5 bits a character, most significant first. */
function base32(value: bigint, length: number): string {
  const digits = Array.from({ length }, (_, index) =>
    Number((value >> BigInt(5 * (length - 1 - index))) & 31n),
  );
  return digits.map((digit) => ALPHABET.charAt(digit)).join('');
}

function numberIn(text: string): bigint {
  return [...text].reduce((value, character) => (value << 5n) | BigInt(ALPHABET.indexOf(character)), 0n);
}

/** 80 bits: nobody tries so many mails, and a token alone lets nobody in. */
function sealOf(key: string, brand: string, conversationId: string): string {
  const sealed = createHmac('sha256', key)
    .update(JSON.stringify(['reply', brand, conversationId]))
    .digest();
  return base32(BigInt(`0x${sealed.subarray(0, 10).toString('hex')}`), SEAL_LENGTH);
}

/**
 * The token of a conversation for the plus-tag of our reply address (`help+r<token>@…`): it finds the conversation
 * where a mail program drops the references. 43 characters in any case. Throws TypeError for what is no
 * conversation id.
 */
export function replyToken(key: string, brand: string, conversationId: string): string {
  const [, id] = ID.exec(conversationId) ?? [];
  if (id === undefined) throw new TypeError('Not a conversation id');
  const value = BigInt(`0x${Buffer.from(`${id}AA`, 'base64url').toString('hex')}`) >> 12n;
  return `${base32(value, ID_LENGTH)}${sealOf(key, brand, conversationId)}`;
}

/** The conversation of a token that we issued for this brand; undefined for any other text. */
export function conversationOf(key: string, brand: string, token: string): string | undefined {
  const text = token.toLowerCase();
  if (!TOKEN.test(text)) return undefined;
  const bits = numberIn(text.slice(0, ID_LENGTH)) << 12n;
  const id = Buffer.from(bits.toString(16).padStart(36, '0'), 'hex').toString('base64url').slice(0, 22);
  const conversationId = `cnv_${id}`;
  const [sealed, expected] = [text.slice(ID_LENGTH), sealOf(key, brand, conversationId)];
  return timingSafeEqual(Buffer.from(sealed), Buffer.from(expected)) ? conversationId : undefined;
}

/** The conversation whose reply address a mail was sent to. Who may join it is still to be told. */
export async function repliedTo(
  { handoffKey }: { handoffKey(): Promise<string> },
  { brand, interaction }: RecordedEvent,
): Promise<string | undefined> {
  const token = interaction.kind === 'message' ? interaction.mail?.replyToken : undefined;
  return token === undefined ? undefined : conversationOf(await handoffKey(), brand, token);
}
