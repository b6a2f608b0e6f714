import { Construct } from 'constructs';
import type { ProviderManifest } from '../functions/channels/channel-provider.ts';
import type { WebhookEnvironment } from '../functions/intake/environment.ts';
import { setting } from './access.ts';
import { ChannelFunction } from './channel-function.ts';
import { intakeAccess } from './intake-access.ts';
import { intakeAlarms } from './intake-alarms.ts';
import type { IntakeStores } from './intake-stores.ts';
import { output } from './output.ts';
import { dashed, pascalCase } from './provider-name.ts';
import type { WebhookApi } from './webhook-api.ts';

export interface WebhookEndpointProps {
  manifest: ProviderManifest;
  secretArn: string;
  stores: IntakeStores;
  http: WebhookApi;
}

/** One provider's webhook: its function, its route, its alarms. It has no access to the table. */
export class WebhookEndpoint extends Construct {
  readonly webhook: ChannelFunction<WebhookEnvironment>;

  constructor(scope: Construct, id: string, { manifest, secretArn, stores, http }: WebhookEndpointProps) {
    super(scope, id);
    const path = `/webhooks/${manifest.id}`;
    this.webhook = new ChannelFunction<WebhookEnvironment>(this, 'Webhook', {
      entry: `functions/channels/${manifest.id}/webhook.lambda.ts`,
      description: `Takes the deliveries of ${manifest.title}`,
      name: dashed(manifest.id),
      logRetentionDays: stores.settings.logRetentionDays,
      removal: stores.removal,
      access: { ...intakeAccess(manifest, secretArn, stores), PUBLIC_URL: setting(http.url) },
    });
    http.route(
      path,
      this.webhook.function,
      'The function verifies the provider’s signature before it parses.',
    );
    intakeAlarms(this, manifest.id);
    const name = pascalCase(manifest.id);
    output(this, `WebhookUrl${name}`, `${http.url}${path}`, `Register this URL with ${manifest.title}`);
    output(this, `Setup${name}`, manifest.setup, `What ${manifest.title} has to be told, and where`);
  }
}
