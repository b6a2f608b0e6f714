import { signers } from '../../../functions/channels/signers.ts';
import { type SentAs, settingsOf } from './settings.ts';

export interface Answer {
  status: number;
  body: string;
  /** The body that was sent. */
  sent: Buffer;
}

/** Provider ids that deliver over HTTP, and so have a signer. */
export function isSigned(providerId: string): providerId is keyof typeof signers {
  return providerId in signers;
}

/**
 * Sends a payload as the provider would: signed with its newest secret, to the URL registered with it.
 * `query` is what the provider was told to call back with, for example `?account=%2B14155550199`.
 */
export async function deliverWebhook(
  as: SentAs,
  providerId: keyof typeof signers,
  body: Buffer,
  query = '',
): Promise<Answer> {
  const url = `${as.url}/webhooks/${providerId}${query}`;
  const signed = signers[providerId](settingsOf(as, providerId), url, body);
  const response = await fetch(signed.url, {
    method: signed.method,
    headers: signed.headers,
    ...(signed.method !== 'GET' && { body: new Uint8Array(signed.body) }),
  });
  return { status: response.status, body: await response.text(), sent: signed.body };
}
