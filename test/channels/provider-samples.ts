import type { ChannelProvider } from '../../functions/channels/channel-provider.ts';
import type { SignDelivery } from '../../functions/channels/signed-delivery.ts';
import type { WebhookRequest } from '../../functions/channels/webhook-request.ts';

/** 2026-03-04T10:11:12.345Z: when every sample delivery is received. */
export const receivedAt = 1_772_619_072_345;

export interface Sample<Request> {
  name: string;
  request: Request;
  /** `unknown`: holds something no kind of ours fits, so `other` must come out. `echo`: our own message, so outbound must. */
  shows?: 'unknown' | 'echo';
}

/** What the contract suite needs of a provider. Each provider's samples.ts exports one as `samples`. */
export interface ProviderSamples<Request = WebhookRequest> {
  provider: ChannelProvider<Request>;
  /** The parsed JSON of a usable secret; its newest signing secret signed the sample deliveries. */
  settings: Record<string, unknown>;
  /** One of each kind of delivery, with batches of several elements where the provider has them. */
  deliveries: readonly Sample<Request>[];
  /** How deliveries are signed; missing for mail, which AWS hands over. */
  signing?: {
    /** Name of the signature header, in lower case. */
    header: string;
    /** Name of the settings' list of signing secrets, newest first. */
    secrets: string;
    /** True when the header holds the secret itself (as Telegram's does), so that it proves nothing of the body. */
    sharedToken?: boolean;
  };
}

/** Signs a body and makes it the request that intake would hand to the provider. */
export function signedRequest(
  sign: SignDelivery,
  settings: unknown,
  url: string,
  body: Buffer | string,
): WebhookRequest {
  const delivery = sign(settings, url, Buffer.from(body));
  const rawQuery = delivery.url.split('?').slice(1).join('?');
  return { ...delivery, rawQuery, receivedAt };
}
