export type Service = 'dynamodb' | 'sqs' | 'sns' | 's3' | 'secretsmanager';

/** One action on one resource, as IAM checks it: `sqs:SendMessage` on an ARN. */
export type Permission = { action: string; resource: string };

/** One call of a client, as the endpoint understood it. */
export type Call = {
  /** Name of the caller. */
  principal: string;
  service: Service;
  /** The API operation: `SendMessageBatch`, `PutItem`, `GetObject` … */
  action: string;
  /** Every ARN the call touches, each once. */
  resources: readonly string[];
  permissions: readonly Permission[];
  /** The parsed body where the protocol is JSON or a form; undefined for S3. */
  body: unknown;
  /** 1 for the endpoint's first call, and so on. */
  sequence: number;
};

/** What a test lets happen to a call; undefined lets it pass. */
export type Verdict =
  /** Ends the caller's process before the engine sees the call, or after it did but before the answer leaves. */
  | { kind: 'kill'; when: 'before' | 'after' }
  /** Answers with this error in the service's own form; the engine never sees the call. */
  | { kind: 'error'; status: number; code: string; message: string; cancellationReasons?: string[] }
  /** The engine applies the call, the caller's connection breaks. */
  | { kind: 'lostAnswer' }
  /** SendMessageBatch: these entries come back as failed, the others are really sent. */
  | { kind: 'refuseEntries'; indexes: readonly number[] };

export type OnCall = (call: Call) => Verdict | undefined | Promise<Verdict | undefined>;
