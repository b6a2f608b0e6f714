import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';

/** The longest SQS keeps a message. */
export const queueRetention = Duration.days(14);

/** What every queue of ours has: encryption, TLS only, the longest retention. */
export function queueDefaults(removalPolicy: RemovalPolicy): QueueProps {
  return {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: queueRetention,
    removalPolicy,
  };
}

export interface DeadLettersProps {
  /** `routing`, `mail` or `changes`: the alarm is `<name>-dead-letters`. */
  name: string;
  /** What the alarm says, when it is not that a queue gave up messages. */
  meaning?: string;
  fifo: boolean;
  removal: RemovalPolicy;
}

/** A dead-letter queue and the alarm that rings as soon as one message is in it. */
export function deadLetters(scope: Construct, id: string, props: DeadLettersProps): Queue {
  const queue = new Queue(scope, id, {
    ...queueDefaults(props.removal),
    ...(props.fifo ? { fifo: true } : {}),
  });
  alarm(scope, {
    name: `${props.name}-dead-letters`,
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    }),
    from: 1,
    meaning: props.meaning ?? `Messages gave up in the ${props.name} queue. They are kept for 14 days.`,
  });
  return queue;
}
