import type { ChannelProvider, ConfiguredProvider } from '../channels/channel-provider.ts';
import type { WebhookResponse } from '../channels/webhook-request.ts';
import type { ProviderEvent } from '../interaction/event.ts';
import type { RoutingQueue } from '../queue/routing-queue.ts';
import type { SecretCache } from '../secrets/secret-cache.ts';
import type { ContentStore } from './content-store.ts';
import type { Quarantine, RawDelivery } from './quarantine.ts';

/** What every kind of delivery has. */
export interface Delivery {
  /** Milliseconds since 1970. */
  receivedAt: number;
}

/** Everything the steps of intake need for one provider. */
export interface Intake<Request extends Delivery> {
  manifest: ChannelProvider['manifest'];
  provider: SecretCache<ConfiguredProvider<Request>>;
  /** Bytes of the body, as the provider's cap counts them. */
  sizeOf(request: Request): number;
  rawOf(request: Request): RawDelivery;
  queue: RoutingQueue;
  content: ContentStore;
  quarantine: Quarantine;
}

/** What a verified delivery says; `unreadable` names why it (or a part of it) could not be read. */
export interface Reading {
  events: ProviderEvent[];
  unreadable?: string;
  acknowledge(): WebhookResponse;
}
