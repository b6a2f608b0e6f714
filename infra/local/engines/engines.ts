import type { SNSEvent } from 'aws-lambda';
import type { Clock } from './clock.ts';

/** Where the engines keep their data, what time it is for them, and what their ARNs say. */
export type EngineOptions = {
  /** One host at a time: a second one on the same folder is refused. */
  dataFolder: string;
  clock: Clock;
  region: string;
};

/** What a queue holds now. A delayed or in-flight message is not counted as visible. */
export type QueueDepth = { name: string; visible: number; inFlight: number; delayed: number };

/** Called once for each message that SNS delivers to a Lambda subscription. */
export type LambdaDelivery = (functionArn: string, event: SNSEvent) => void;

/** The running engines. Clients do not come here but to the AWS endpoint, which checks permissions. */
export type Engines = {
  /** DynamoDB and DynamoDB Streams. */
  readonly dynamodb: string;
  /** SQS, SNS and S3. */
  readonly messaging: string;
  readonly clock: Clock;
  /** The depth of every queue. */
  queues(): Promise<QueueDepth[]>;
  /** Sets who delivers SNS messages to Lambda functions; one at a time. Messages before that wait. */
  onLambdaDelivery(deliver: LambdaDelivery): void;
  /** Deletes expired items now, as the timer does from time to time; resolves to their number. */
  sweepExpiredItems(): Promise<number>;
  /** Ends everything that was started. Data stays in the folder. */
  stop(): Promise<void>;
};
