import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { catalog } from '../functions/channels/catalog.ts';
import type { ProviderManifest } from '../functions/channels/channel-provider.ts';
import { AlarmReceiver } from './alarm-receiver.ts';
import { Api } from './api.ts';
import { ChangeFeed } from './change-feed.ts';
import type { AnyFunction } from './channel-function.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import { EmailInbox } from './email-inbox.ts';
import { handoffAlarms } from './handoff-alarms.ts';
import { handoffSecret } from './handoff-secret.ts';
import { IntakeStores } from './intake-stores.ts';
import { InteractionRouter } from './interaction-router.ts';
import { JourneyTable } from './journey-table.ts';
import { OperationsDashboard } from './operations-dashboard.ts';
import { pascalCase } from './provider-name.ts';
import { providerSecret } from './provider-secret.ts';
import { Timer } from './timer.ts';
import { WebhookApi } from './webhook-api.ts';
import { WebhookEndpoint } from './webhook-endpoint.ts';

/** A provider's way in, as the dashboard shows it. */
interface Door {
  function: AnyFunction;
  queues: Readonly<Record<string, Queue>>;
}

/** The whole of Throughline. Composition only: what each part is stands in its own file. */
export class ThroughlineStack extends Stack {
  constructor(scope: Construct, id: string, settings: DeploymentSettings) {
    super(scope, id, { description: 'Throughline: every message on any channel becomes one journey' });
    const removal = settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const common = { settings, removal };

    const journey = new JourneyTable(this, 'Journey', { removal });
    const stores = new IntakeStores(this, 'Intake', common);
    const http = new WebhookApi(this, 'Http', common);
    const handoffSecretArn = handoffSecret(this, 'HandoffSecret', { stackName: this.stackName, removal });
    const writers = { ...common, journey, routing: stores.routing, handoffSecretArn };
    const { router } = new InteractionRouter(this, 'Router', writers);
    const { api } = new Api(this, 'Api', { ...writers, http });
    handoffAlarms(this);
    const { timer } = new Timer(this, 'Timer', { ...common, journey });
    const feed = new ChangeFeed(this, 'Changes', { ...common, journey });

    const doors = enabledManifests(settings).map((manifest) => this.door(manifest, { stores, http }));
    new OperationsDashboard(this, 'Operations', {
      http,
      journey,
      providers: settings.providers,
      functions: [...doors.map((door) => door.function), router, api, timer, feed.changes],
      queues: Object.assign(
        { ...stores.routing.queues, ...feed.queues },
        ...doors.map((door) => door.queues),
      ),
      feed,
    });
    new AlarmReceiver(this, 'Alarms', common);
  }

  /** The way in for one provider, by webhook or by mail, with its secret. */
  private door(
    manifest: ProviderManifest,
    { stores, http }: { stores: IntakeStores; http: WebhookApi },
  ): Door {
    const id = pascalCase(manifest.id);
    const secretArn = providerSecret(this, `${id}Secret`, {
      manifest,
      stackName: this.stackName,
      removal: stores.removal,
    });
    const props = { manifest, secretArn, stores };
    if (manifest.intake === 'mail') {
      const { mail, queues } = new EmailInbox(this, id, props);
      return { function: mail, queues };
    }
    const { webhook } = new WebhookEndpoint(this, id, { ...props, http });
    return { function: webhook, queues: {} };
  }
}

function enabledManifests(settings: DeploymentSettings): ProviderManifest[] {
  return catalog.filter(({ id }) => settings.providers.includes(id));
}
