import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 of the bytes under one secret. */
export function signBody(secret: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}

/** True when any of the live secrets gives this signature; compared in constant time, so no prefix leaks. */
export function bodySignatureMatches(signature: Buffer, body: Buffer, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    const expected = signBody(secret, body);
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  });
}

/** Compares two shared tokens in constant time, whatever their lengths. */
export function sameToken(given: string, expected: string): boolean {
  const hash = (token: string) => createHash('sha256').update(token).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
