import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { RouterEnvironment } from '../functions/router/environment.ts';
import { readsSecret, sendsTo, setting } from './access.ts';
import { ChannelFunction } from './channel-function.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import type { JourneyTable } from './journey-table.ts';
import { matchAlarms } from './match-alarms.ts';
import type { RoutingQueue } from './routing-queue.ts';

export interface InteractionRouterProps {
  settings: DeploymentSettings;
  removal: RemovalPolicy;
  journey: JourneyTable;
  routing: RoutingQueue;
  handoffSecretArn: string;
}

/** The function that takes events off the routing queue and writes the journey. */
export class InteractionRouter extends Construct {
  readonly router: ChannelFunction<RouterEnvironment>;

  constructor(scope: Construct, id: string, props: InteractionRouterProps) {
    super(scope, id);
    const { settings, removal, journey, routing, handoffSecretArn } = props;
    this.router = new ChannelFunction<RouterEnvironment>(this, 'Router', {
      entry: 'functions/router/router.lambda.ts',
      description: 'Resolves who wrote, continues their conversation, records it in the journey, routes it',
      name: 'router',
      timeout: Duration.seconds(10),
      logRetentionDays: settings.logRetentionDays,
      removal,
      access: {
        JOURNEY_TABLE: journey.recording(),
        // Receiving, deleting and delaying messages are granted with the event source below.
        ROUTING_QUEUE_URL: setting(routing.queue.queueUrl),
        ROUTING_DLQ_URL: sendsTo(routing.deadLetters),
        HANDOFF_SECRET_ARN: readsSecret(handoffSecretArn),
        CONVERSATION_WINDOW_HOURS: setting(settings.conversationWindowHours),
      },
    });
    matchAlarms(this, settings.unmatchedAlarmFrom);
    this.router.function.addEventSource(
      new SqsEventSource(routing.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: settings.routerMaxConcurrency,
      }),
    );
  }
}
