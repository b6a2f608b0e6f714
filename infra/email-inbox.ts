import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ProviderManifest } from '../functions/channels/channel-provider.ts';
import type { MailEnvironment } from '../functions/intake/environment.ts';
import { readsObjects } from './access.ts';
import { alarm } from './alarm.ts';
import { ChannelFunction } from './channel-function.ts';
import { deadLetters, queueDefaults } from './dead-letters.ts';
import { intakeAccess } from './intake-access.ts';
import { intakeAlarms } from './intake-alarms.ts';
import type { IntakeStores } from './intake-stores.ts';
import { mailRule } from './mail-rule.ts';
import { output } from './output.ts';
import { dashed, pascalCase } from './provider-name.ts';
import { VaultBucket } from './vault-bucket.ts';

export interface EmailInboxProps {
  manifest: ProviderManifest;
  secretArn: string;
  stores: IntakeStores;
}

/** A mail of 40 MB is read, parsed and put on the queue well inside this. */
const TIMEOUT = Duration.seconds(60);
const MAX_RECEIVES = 5;

/** SES → bucket and topic → queue → mail function: a mail that fails is tried again and ends in the DLQ. */
export class EmailInbox extends Construct {
  readonly mail: ChannelFunction<MailEnvironment>;
  /** As the dashboard names them. */
  readonly queues: Readonly<Record<string, Queue>>;
  private readonly queue: Queue;
  private readonly deadLetters: Queue;
  private readonly vault: VaultBucket;
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, { manifest, secretArn, stores }: EmailInboxProps) {
    super(scope, id);
    const { settings, removal } = stores;
    this.vault = new VaultBucket(this, 'Inbox', {
      holds: 'raw mail',
      accessLog: stores.accessLog,
      removal,
      lifecycle: { expiration: Duration.days(settings.mailRetentionDays) },
    });
    // A notification carries subject and addresses: the same key as the mail itself.
    this.topic = new Topic(this, 'Received', { masterKey: this.vault.key, enforceSSL: true });
    this.deadLetters = deadLetters(this, 'DeadLetters', { name: 'mail', fifo: false, removal });
    this.queue = this.addQueue(removal);
    this.queues = { mail: this.queue, 'mail dead letters': this.deadLetters };
    this.mail = this.addFunction(manifest, secretArn, stores);
    intakeAlarms(this, manifest.id);
    mailRule(this, { settings, vault: this.vault, topic: this.topic });
    this.addOutputs(manifest);
  }

  private addQueue(removal: RemovalPolicy): Queue {
    const queue = new Queue(this, 'Queue', {
      ...queueDefaults(removal),
      visibilityTimeout: Duration.seconds(6 * TIMEOUT.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    this.topic.addSubscription(
      new SqsSubscription(queue, { rawMessageDelivery: true, deadLetterQueue: this.deadLetters }),
    );
    alarm(this, {
      name: 'mail-age',
      metric: queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      from: 1800,
      datapoints: { alarm: 3, of: 5 },
      meaning: 'Mail waits more than half an hour before it is read.',
    });
    return queue;
  }

  private addFunction(manifest: ProviderManifest, secretArn: string, stores: IntakeStores) {
    const mail = new ChannelFunction<MailEnvironment>(this, 'Mail', {
      entry: `functions/channels/${manifest.id}/mail.lambda.ts`,
      description: `Reads the mail of ${manifest.title}`,
      name: dashed(manifest.id),
      timeout: TIMEOUT,
      // 1,769 MB is one whole processor: parsing a large mail is bound by it.
      memoryMb: 1769,
      logRetentionDays: stores.settings.logRetentionDays,
      removal: stores.removal,
      access: {
        ...intakeAccess(manifest, secretArn, stores),
        MAIL_BUCKET: readsObjects(this.vault.bucket),
      },
    });
    // One mail at a time: ten of 40 MB would not fit into the memory together.
    const source = {
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: stores.settings.mailMaxConcurrency,
    };
    mail.function.addEventSource(new SqsEventSource(this.queue, source));
    return mail;
  }

  private addOutputs(manifest: ProviderManifest): void {
    output(this, 'MailBucketName', this.vault.bucket.bucketName, 'SES puts raw mail here');
    output(this, 'MailTopicArn', this.topic.topicArn, 'SES announces each mail here');
    output(this, 'MailQueueUrl', this.queue.queueUrl, 'Announced mail waits here');
    output(this, 'MailDeadLettersUrl', this.deadLetters.queueUrl, 'Mail that gave up');
    output(
      this,
      `Setup${pascalCase(manifest.id)}`,
      manifest.setup,
      'What has to be set up for mail, and where',
    );
  }
}
