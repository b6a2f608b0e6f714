import type { ConfiguredProvider } from '../channels/channel-provider.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import { log } from '../telemetry/log.ts';
import type { Delivery, Reading } from './intake.ts';

/**
 * Parses and normalizes a verified delivery. What cannot be read is never refused: the provider would send the same
 * again and then give up. That holds for a mistake of ours as well as for a payload nobody has seen before.
 */
export async function readDelivery<Request extends Delivery>(
  request: Request,
  provider: ConfiguredProvider<Request>,
): Promise<Reading> {
  try {
    const delivery = await provider.parse(request);
    return { events: delivery.normalize(request.receivedAt), acknowledge: () => delivery.acknowledge() };
  } catch (error) {
    log.error('An authentic delivery could not be read', errorFields(error));
    const unreadable = error instanceof Error ? error.name : 'unreadable';
    return { events: [], unreadable, acknowledge: () => ({ status: 200 }) };
  }
}
