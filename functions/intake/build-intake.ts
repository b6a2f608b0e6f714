import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ChannelProvider } from '../channels/channel-provider.ts';
import { routingQueue } from '../queue/routing-queue.ts';
import { secretCache } from '../secrets/secret-cache.ts';
import { readSecret } from '../secrets/stored-secret.ts';
import { contentStore } from './content-store.ts';
import type { IntakeEnvironment } from './environment.ts';
import type { Delivery, Intake } from './intake.ts';
import type { ObjectStore } from './object-store.ts';
import { quarantine } from './quarantine.ts';

export interface IntakeClients {
  sqs: SQSClient;
  secrets: SecretsManagerClient;
  objects: ObjectStore;
}

/** Puts an intake together from a provider, its function's environment and clients. */
export function buildIntake<Request extends Delivery>(
  provider: ChannelProvider<Request>,
  environment: IntakeEnvironment,
  { sqs, secrets, objects }: IntakeClients,
  request: Pick<Intake<Request>, 'sizeOf' | 'rawOf'>,
): Intake<Request> {
  const { id } = provider.manifest;
  const secret = { client: secrets, arn: environment.PROVIDER_SECRET_ARN, id };
  return {
    ...request,
    manifest: provider.manifest,
    provider: secretCache(async () => provider.configure(await readSecret(secret))),
    queue: routingQueue(sqs, environment.ROUTING_QUEUE_URL, id),
    content: contentStore(objects, environment.CONTENT_BUCKET, id),
    quarantine: quarantine(objects, environment.QUARANTINE_BUCKET, id),
  };
}
