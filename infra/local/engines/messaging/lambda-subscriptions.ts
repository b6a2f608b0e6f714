import type { SNSEvent } from 'aws-lambda';
import * as z from 'zod';
import { AwsQueueStore } from './aws-queue-store.ts';
import { type Queue, type QueueMessage, SnsStore, SqsQueue, type Subscription } from './fauxqs-internals.ts';
import type { QueueStorage } from './queue-storage.ts';

const separator = '\u0000';

/**
 * fauxqs accepts Lambda subscriptions and then delivers to SQS alone. While it publishes, such a subscription
 * looks to it like one of a queue: its filters and envelope apply, and what reaches that queue is delivered.
 */
export class LambdaTopicStore extends SnsStore {
  /** True from the arrival of a Publish until the next request: fauxqs fans out without a pause in between. */
  publishing = false;
  private readonly disguised = new WeakMap<Subscription, Subscription>();

  constructor(region: string) {
    super();
    this.region = region;
  }

  override getSubscription(arn: string): Subscription | undefined {
    const subscription = super.getSubscription(arn);
    if (!this.publishing || subscription?.protocol !== 'lambda') return subscription;
    const known = this.disguised.get(subscription);
    if (known !== undefined) return known;
    const view: Subscription = Object.create(subscription, {
      protocol: { value: 'sqs' },
      confirmed: { value: true },
      endpoint: { value: `${subscription.arn}${separator}${subscription.endpoint}` },
    });
    this.disguised.set(subscription, view);
    return view;
  }
}

/** Finds, beside the queues, the functions that stand in for one. */
export class LambdaQueueStore extends AwsQueueStore {
  private readonly deliver: (functionArn: string, event: SNSEvent) => void;

  constructor(
    storage: QueueStorage,
    region: string,
    deliver: (functionArn: string, event: SNSEvent) => void,
  ) {
    super(storage, region);
    this.deliver = deliver;
  }

  override getQueueByArn(arn: string): Queue | undefined {
    const [subscriptionArn = '', functionArn] = arn.split(separator);
    if (functionArn === undefined) return super.getQueueByArn(arn);
    const deliver = (message: QueueMessage) =>
      this.deliver(functionArn, snsEvent(subscriptionArn, message.body));
    return new FunctionAsQueue(deliver);
  }
}

/** Holds nothing: what is put into it is delivered. */
class FunctionAsQueue extends SqsQueue {
  private readonly deliver: (message: QueueMessage) => void;

  constructor(deliver: (message: QueueMessage) => void) {
    super('function', '', '');
    this.deliver = deliver;
  }

  override enqueue(message: QueueMessage): void {
    this.deliver(message);
  }
}

const envelope = z.object({
  Type: z.string(),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.string().optional(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.string(),
  Signature: z.string(),
  SigningCertURL: z.string(),
  UnsubscribeURL: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ Type: z.string(), Value: z.string() })).default({}),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function snsEvent(subscriptionArn: string, body: string): SNSEvent {
  const { SigningCertURL, UnsubscribeURL, Subject, ...message } = envelope.parse(JSON.parse(body));
  const Sns = { ...message, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL };
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        // SNS writes null where there is no subject; the type package knows only undefined.
        Sns: Subject === undefined ? Sns : { ...Sns, Subject },
      },
    ],
  };
}
