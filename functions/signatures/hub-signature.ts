import { WebhookVerificationError } from '../errors.ts';
import { bodySignatureMatches, signBody } from './hmac-body.ts';

/** `X-Hub-Signature-256`: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads */
const HEADER = /^sha256=([0-9a-f]{64})$/;

/**
 * The body as Meta signs it: every code unit above ASCII written as a lower-case `\uXXXX` escape. Meta's own
 * bodies are already so; a proxy that decoded them leaves other bytes and the same signature.
 */
function escaped(body: Buffer): Buffer {
  const text = body.toString('utf8');
  return Buffer.from(
    text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** Throws WebhookVerificationError unless one of the secrets signed this body, as sent or in its escaped form. */
export function verifyHubSignature(
  header: string | undefined,
  body: Buffer,
  secrets: readonly string[],
): void {
  const hex = HEADER.exec(header ?? '')?.[1];
  if (hex === undefined) throw new WebhookVerificationError('X-Hub-Signature-256 is missing or malformed');
  const signature = Buffer.from(hex, 'hex');
  if (bodySignatureMatches(signature, body, secrets)) return;
  const decoded = body.some((byte) => byte >= 0x80);
  if (decoded && bodySignatureMatches(signature, escaped(body), secrets)) return;
  throw new WebhookVerificationError('X-Hub-Signature-256 does not match the body');
}

/** The header value that Meta would send with this body. */
export function signHubBody(secret: string, body: Buffer): string {
  return `sha256=${signBody(secret, body).toString('hex')}`;
}
