import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ApiEnvironment } from '../functions/api/environment.ts';
import { readsSecret, sendsTo } from './access.ts';
import { ChannelFunction } from './channel-function.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import type { JourneyTable } from './journey-table.ts';
import { output } from './output.ts';
import type { RoutingQueue } from './routing-queue.ts';
import type { WebhookApi } from './webhook-api.ts';

export interface ApiProps {
  settings: DeploymentSettings;
  removal: RemovalPolicy;
  journey: JourneyTable;
  routing: RoutingQueue;
  handoffSecretArn: string;
  http: WebhookApi;
}

/** The API that CRMs and agents read and write. */
export class Api extends Construct {
  readonly api: ChannelFunction<ApiEnvironment>;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { settings, removal, journey, routing, handoffSecretArn, http } = props;
    this.api = new ChannelFunction<ApiEnvironment>(this, 'Api', {
      entry: 'functions/api/api.lambda.ts',
      description: 'Answers CRMs and agents: customers, journeys, conversations',
      name: 'api',
      timeout: Duration.seconds(15),
      logRetentionDays: settings.logRetentionDays,
      removal,
      access: {
        JOURNEY_TABLE: journey.changing(),
        ROUTING_QUEUE_URL: sendsTo(routing.queue),
        HANDOFF_SECRET_ARN: readsSecret(handoffSecretArn),
      },
    });
    http.route(
      '/v1/{proxy+}',
      this.api.function,
      'The function checks the bearer token: an authorizer of an HTTP API cannot answer with RFC 9457 errors.',
    );
    output(this, 'ApiUrl', `${http.url}/v1`, 'Base URL of the API');
  }
}
