import { timingSafeEqual } from 'node:crypto';

/** The bytes of canonical base64, or undefined: spare bits, other alphabets, commas and white space are refused. */
function decodeExactly(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** Compares a base64 signature with the expected bytes in constant time. */
export function equalsBase64(signature: string, expected: Buffer): boolean {
  const bytes = decodeExactly(signature);
  return bytes !== undefined && bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
