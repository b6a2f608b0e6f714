import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ChangesEnvironment } from '../functions/changes/environment.ts';
import { tableSchema } from '../functions/store/table-schema.ts';
import { acknowledge } from './acknowledge.ts';
import { alarm } from './alarm.ts';
import { ChannelFunction } from './channel-function.ts';
import { deadLetters } from './dead-letters.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import type { JourneyTable } from './journey-table.ts';
import { output } from './output.ts';

export interface ChangeFeedProps {
  settings: DeploymentSettings;
  removal: RemovalPolicy;
  journey: JourneyTable;
}

/** Readers of the feed wait longer than this for what is being written (functions/store/changes.ts). */
const TIMEOUT = Duration.seconds(10);

/** Links alone: every message changes the table, and none of that starts the function. */
const ofLinks = FilterCriteria.filter({
  eventName: FilterRule.or('INSERT', 'MODIFY'),
  dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(tableSchema.linkPrefix) } } },
});

/** table stream → function → feed: what has changed of who is who, kept in the journey table for a month. */
export class ChangeFeed extends Construct {
  readonly changes: ChannelFunction<ChangesEnvironment>;
  /** How far the feed is behind the table. */
  readonly age: IMetric;
  /** As the dashboard names them. */
  readonly queues: Readonly<Record<string, Queue>>;

  constructor(scope: Construct, id: string, { settings, removal, journey }: ChangeFeedProps) {
    super(scope, id);
    this.changes = new ChannelFunction<ChangesEnvironment>(this, 'Changes', {
      entry: 'functions/changes/changes.lambda.ts',
      description: 'Tells in a feed what has changed of who is who',
      name: 'changes',
      timeout: TIMEOUT,
      logRetentionDays: settings.logRetentionDays,
      removal,
      access: { JOURNEY_TABLE: journey.tellingChanges() },
    });
    this.age = this.changes.function.metric('IteratorAge', {
      period: Duration.minutes(1),
      statistic: 'Maximum',
    });
    const givenUp = this.addDeadLetters(removal);
    this.queues = { 'changes dead letters': givenUp };
    this.readStream(journey, givenUp);
    alarm(this, {
      name: 'changes-age',
      metric: this.age,
      from: Duration.minutes(5).toMilliseconds(),
      datapoints: { alarm: 3, of: 5 },
      meaning: 'Changes wait more than five minutes before they stand in the change feed.',
    });
  }

  private addDeadLetters(removal: RemovalPolicy): Queue {
    const givenUp = deadLetters(this, 'DeadLetters', {
      name: 'changes',
      fifo: false,
      removal,
      meaning: 'Changes could not be written into the change feed. The stream keeps them for a day.',
    });
    acknowledge(
      givenUp,
      'AwsSolutions-SQS3',
      'It is the dead-letter queue of the stream: the last stop of what gave up.',
    );
    output(this, 'ChangesDeadLettersUrl', givenUp.queueUrl, 'Where in the stream changes gave up');
    return givenUp;
  }

  /** A record that fails holds up the ones behind it, so it is given up after a time: its place goes to the queue. */
  private readStream(journey: JourneyTable, givenUp: Queue): void {
    const send = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [givenUp.queueArn] });
    this.changes.function.addToRolePolicy(send);
    this.changes.function.addEventSourceMapping('Stream', {
      eventSourceArn: journey.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 20,
      maxRecordAge: Duration.hours(6),
      filters: [ofLinks],
      onFailure: { bind: () => ({ destination: givenUp.queueArn }) },
    });
  }
}
