import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { WebhookVerificationError } from '../errors.ts';
import { equalsBase64 } from './exact-base64.ts';
import { signedUrlForms } from './signed-url-forms.ts';

/** What the signature covers: the URL with its query, and the form body of a POST. */
export interface UrlFormDelivery {
  method: string;
  url: string;
  body: Buffer;
}

const HASH_PARAMETER = 'bodySHA256';
/** Most names and many values are as they stand. */
const ENCODED = /[%+]/;

/** Percent-decodes to bytes, one character each; a `%` without two hex digits stays, as in every form parser. */
function decodeToBytes(text: string): string {
  if (!ENCODED.test(text)) return text;
  const hex = (_: string, digits: string) => String.fromCharCode(Number.parseInt(digits, 16));
  return text.replaceAll('+', ' ').replace(/%([0-9a-fA-F]{2})/g, hex);
}

/** Parameters sorted by the bytes of their names, equal values once, the others sorted; no separators. */
function sortedParameters(body: Buffer): string {
  const values = new Map<string, Set<string>>();
  for (const pair of body.toString('latin1').split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeToBytes(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decodeToBytes(pair.slice(equals + 1));
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  const names = [...values.keys()].sort();
  return names.flatMap((name) => [...(values.get(name) ?? [])].sort().map((value) => name + value)).join('');
}

function bodyHashOf(url: string): string | undefined {
  const mark = url.indexOf('?');
  if (mark < 0) return undefined;
  return new URLSearchParams(url.slice(mark + 1)).get(HASH_PARAMETER) ?? undefined;
}

/** Twilio's library hashes a JSON body that is empty as `{}`. */
function hashBody(body: Buffer): string {
  return createHash('sha256')
    .update(body.length === 0 ? '{}' : body)
    .digest('hex');
}

function equalText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function signatureOf(secret: string, url: string, parameters: string): Buffer {
  return createHmac('sha1', secret).update(url, 'utf8').update(parameters, 'latin1').digest();
}

/** A GET carries its parameters in the URL, and a JSON body its hash: both sign the URL alone. */
function signedParameters(delivery: UrlFormDelivery): string {
  const inUrl = delivery.method === 'GET' || bodyHashOf(delivery.url) !== undefined;
  return inUrl ? '' : sortedParameters(delivery.body);
}

/** Signs a delivery as it goes to exactly this URL: base64 of HMAC-SHA1(secret, URL + sorted parameters). */
export function signUrlAndForm(secret: string, delivery: UrlFormDelivery): string {
  return signatureOf(secret, delivery.url, signedParameters(delivery)).toString('base64');
}

/** The URL to sign for a body that is not a form: its SHA-256 joins the query. */
export function withBodyHash(url: string, body: Buffer): string {
  return `${url}${url.includes('?') ? '&' : '?'}${HASH_PARAMETER}=${hashBody(body)}`;
}

function isSigned(signature: string, secrets: readonly string[], delivery: UrlFormDelivery): boolean {
  const parameters = signedParameters(delivery);
  for (const url of signedUrlForms(delivery.url)) {
    if (secrets.some((secret) => equalsBase64(signature, signatureOf(secret, url, parameters)))) return true;
  }
  return false;
}

/**
 * Proves that a holder of one of the secrets signed this URL and body; every live secret is tried.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 * Throws WebhookVerificationError.
 */
export function verifyUrlAndForm(
  signature: string | undefined,
  secrets: readonly string[],
  delivery: UrlFormDelivery,
): void {
  if (signature === undefined) throw new WebhookVerificationError('no signature');
  if (!isSigned(signature, secrets, delivery)) {
    throw new WebhookVerificationError('the signature fits no live secret');
  }
  const bodyHash = bodyHashOf(delivery.url);
  if (bodyHash !== undefined && !equalText(bodyHash, hashBody(delivery.body))) {
    throw new WebhookVerificationError('the body is not the one whose hash was signed');
  }
}
