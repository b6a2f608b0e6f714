import type { WebhookResponse } from '../channels/webhook-request.ts';
import { redact } from '../queue/redact.ts';
import { addressEvents } from './address.ts';
import { authenticate } from './authenticate.ts';
import type { Delivery, Intake } from './intake.ts';
import { offloadAll } from './offload.ts';
import { readDelivery } from './read-delivery.ts';
import { refuseOversize } from './size-cap.ts';

/**
 * Takes one delivery in, in the one order that is safe, and gives the answer for the provider: it comes only after
 * everything is on the routing queue or in the quarantine, and nothing happens after it.
 * Throws BodyTooLargeError, ConfigurationError, WebhookVerificationError, DeliveryError and what AWS throws.
 */
export async function receive<Request extends Delivery>(
  request: Request,
  intake: Intake<Request>,
): Promise<WebhookResponse> {
  refuseOversize(request, intake);
  const { provider, challenge } = await authenticate(request, intake.provider);
  if (challenge !== undefined) return challenge;
  const reading = await readDelivery(request, provider);
  const { addressed, unknown } = addressEvents(reading.events, provider.accounts);
  const { queueable, oversize } = await offloadAll(addressed.map(redact), intake.content);
  const reasons = [reading.unreadable, unknown, oversize].filter((reason) => reason !== undefined);
  if (reasons.length > 0) await intake.quarantine.keep(intake.rawOf(request), request.receivedAt, reasons);
  await intake.queue.send(queueable);
  return reading.acknowledge();
}
