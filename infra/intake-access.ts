import type { ProviderManifest } from '../functions/channels/channel-provider.ts';
import type { IntakeEnvironment } from '../functions/intake/environment.ts';
import { type AccessFor, readsSecret, sendsTo, writesObjects } from './access.ts';
import type { IntakeStores } from './intake-stores.ts';

/** What every intake function, webhook or mail, needs: its own secret, the queue, and two buckets to put into. */
export function intakeAccess(
  manifest: ProviderManifest,
  secretArn: string,
  stores: IntakeStores,
): AccessFor<IntakeEnvironment> {
  return {
    PROVIDER_SECRET_ARN: readsSecret(secretArn),
    ROUTING_QUEUE_URL: sendsTo(stores.routing.queue),
    QUARANTINE_BUCKET: writesObjects(stores.quarantine.bucket, `${manifest.id}/`),
    CONTENT_BUCKET: writesObjects(stores.content.bucket),
  };
}
