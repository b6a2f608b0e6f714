import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { DeduplicationScope, FifoThroughputLimit, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { deadLetters, queueDefaults } from './dead-letters.ts';
import { output } from './output.ts';

/** The backstop only: the router itself moves a record that fails five times (docs/decisions). */
const MAX_RECEIVES = 50;

/**
 * The FIFO queue between intake and router: one message group per identity, high throughput.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html
 */
export class RoutingQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** As the dashboard names them. */
  readonly queues: Readonly<Record<string, Queue>>;

  constructor(scope: Construct, id: string, props: { removal: RemovalPolicy }) {
    super(scope, id);
    this.deadLetters = deadLetters(this, 'DeadLetters', {
      name: 'routing',
      fifo: true,
      removal: props.removal,
    });
    this.queue = new Queue(this, 'Queue', {
      ...queueDefaults(props.removal),
      fifo: true,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      // Six times the router's time-out, as Lambda wants it.
      visibilityTimeout: Duration.seconds(60),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    output(this, 'RoutingQueueUrl', this.queue.queueUrl, 'Events wait here for the router');
    output(this, 'RoutingDeadLettersUrl', this.deadLetters.queueUrl, 'Events that gave up');
    this.queues = { routing: this.queue, 'routing dead letters': this.deadLetters };
    alarm(this, {
      name: 'routing-age',
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      from: 300,
      datapoints: { alarm: 3, of: 5 },
      meaning: 'Events wait more than five minutes before the router records them.',
    });
  }
}
