import type { ConfiguredProvider } from '../channels/channel-provider.ts';
import type { WebhookResponse } from '../channels/webhook-request.ts';
import { WebhookVerificationError } from '../errors.ts';
import type { SecretCache } from '../secrets/secret-cache.ts';

export interface Authenticated<Request> {
  provider: ConfiguredProvider<Request>;
  /** The answer to the provider's handshake, when the request is one. */
  challenge: WebhookResponse | undefined;
}

function check<Request>(request: Request, provider: ConfiguredProvider<Request>): Authenticated<Request> {
  const challenge = provider.challenge(request);
  if (challenge === undefined) provider.verify(request);
  return { provider, challenge };
}

/**
 * Proves who sent the request, before a byte of it is parsed. A refusal may only mean that the secret was rotated
 * since it was read, so it counts after a try with the secret as it is now.
 * Throws WebhookVerificationError, and ConfigurationError when there is no usable secret.
 */
export async function authenticate<Request>(
  request: Request,
  provider: SecretCache<ConfiguredProvider<Request>>,
): Promise<Authenticated<Request>> {
  try {
    return check(request, await provider.current());
  } catch (refusal) {
    if (!(refusal instanceof WebhookVerificationError)) throw refusal;
    const renewed = await provider.renewed();
    if (renewed === undefined) throw refusal;
    return check(request, renewed);
  }
}
