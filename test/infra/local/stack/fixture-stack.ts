import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Duration, RemovalPolicy, SecretValue, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function as Lambda, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { DeduplicationScope, FifoThroughputLimit, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';

/**
 * A stack that has nothing to do with Throughline, with one of everything the local deployment knows:
 * webhook → FIFO queue → worker → table → stream → standard queue → listener; a schedule; SNS to a function and
 * to a queue.
 */
export class FixtureStack extends Stack {
  private readonly bundles: string;

  constructor(scope: Construct, id: string, props: StackProps & { bundles: string }) {
    super(scope, id, props);
    this.bundles = props.bundles;
    const table = new Table(this, 'Notes', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expires',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    table.addGlobalSecondaryIndex({
      indexName: 'by-kind',
      partitionKey: { name: 'kind', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    const dead = new Queue(this, 'Dead', { fifo: true });
    const work = new Queue(this, 'Work', {
      fifo: true,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      visibilityTimeout: Duration.seconds(2),
      deadLetterQueue: { queue: dead, maxReceiveCount: 3 },
    });
    const letters = new Queue(this, 'Letters', { visibilityTimeout: Duration.seconds(3) });
    const bucket = new Bucket(this, 'Files');
    const secret = new Secret(this, 'Token', {
      secretName: 'fixture/token',
      secretObjectValue: { unused: SecretValue.unsafePlainText('replaced by the local secrets') },
    });
    const topic = new Topic(this, 'News');

    const hook = this.fn('Hook', { QUEUE_URL: work.queueUrl, SECRET_ARN: secret.secretArn });
    work.grantSendMessages(hook);
    secret.grantRead(hook);

    const worker = this.fn('Worker', { TABLE_NAME: table.tableName }, 2);
    table.grantReadWriteData(worker);
    worker.addEventSource(new SqsEventSource(work, { batchSize: 10, reportBatchItemFailures: true }));

    const changes = this.fn('Changes', { QUEUE_URL: letters.queueUrl });
    letters.grantSendMessages(changes);
    table.grantStreamRead(changes);
    changes.addEventSourceMapping('NotesStream', {
      eventSourceArn: table.tableStreamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
    });

    const listener = this.fn('Listener', { BUCKET_NAME: bucket.bucketName }, 3);
    bucket.grantPut(listener);
    listener.addEventSource(
      new SqsEventSource(letters, { batchSize: 10, maxBatchingWindow: Duration.seconds(0) }),
    );

    const tick = this.fn('Tick', { TABLE_NAME: table.tableName });
    table.grantWriteData(tick);
    new Rule(this, 'EveryHour', {
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(tick)],
    });

    const topicListener = this.fn('Topic', { TABLE_NAME: table.tableName });
    table.grantWriteData(topicListener);
    topic.addSubscription(new LambdaSubscription(topicListener));
    topic.addSubscription(new SqsSubscription(letters));

    const api = new HttpApi(this, 'Api');
    const integration = new HttpLambdaIntegration('HookIntegration', hook);
    api.addRoutes({ path: '/webhooks/fixture', methods: [HttpMethod.ANY], integration });
    api.addRoutes({ path: '/v1/{proxy+}', methods: [HttpMethod.ANY], integration });
    api.addRoutes({ path: '/v1/items/{id}', methods: [HttpMethod.GET], integration });
    hook.addEnvironment('PUBLIC_URL', api.apiEndpoint);
    new CfnOutput(this, 'WebhookUrl', { value: `${api.url}webhooks/fixture` });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'BucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'TopicArn', { value: topic.topicArn });
    new CfnOutput(this, 'WorkUrl', { value: work.queueUrl });
    new CfnOutput(this, 'DeadUrl', { value: dead.queueUrl });
    new CfnOutput(this, 'LettersUrl', { value: letters.queueUrl });
  }

  private fn(id: string, environment: Record<string, string>, timeoutSeconds = 5): Lambda {
    return new Lambda(this, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(bundled(this.bundles, id.toLowerCase())),
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: 256,
      environment,
    });
  }
}

/** A folder with the function and its clients in one file: each cold start would read hundreds otherwise. */
function bundled(bundles: string, name: string): string {
  const folder = join(bundles, name);
  buildSync({
    entryPoints: [join(import.meta.dirname, 'fixture-functions', name, 'index.mjs')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return folder;
}

/** Synthesizes the fixture stack into a folder. */
export function synthesizeFixture(outdir: string): void {
  const bundles = mkdtempSync(join(tmpdir(), 'fixture-bundles-'));
  const app = new App({ outdir });
  new FixtureStack(app, 'Fixture', { bundles });
  app.synth();
  rmSync(bundles, { recursive: true });
}
