import type { Statement } from '../aws/iam-policy.ts';
import type { EventSourceMapping } from './event-source-mappings.ts';
import type { LambdaFunction } from './functions.ts';
import type { HttpApi } from './http-apis.ts';
import type { ReceiptRule } from './receipt-rules.ts';
import type { Schedule } from './schedules.ts';
import type { Secret } from './secrets.ts';
import type { Bucket, Queue, Subscription, Table, Topic } from './stores.ts';

/** A role and everything its policies say. */
export type Role = { logicalId: string; name: string; arn: string; statements: Statement[] };

/** What the template declares, with every name and value in place. */
export type StackModel = {
  name: string;
  region: string;
  accountId: string;
  tables: Table[];
  queues: Queue[];
  topics: Topic[];
  subscriptions: Subscription[];
  buckets: Bucket[];
  functions: LambdaFunction[];
  roles: Role[];
  eventSourceMappings: EventSourceMapping[];
  httpApis: HttpApi[];
  schedules: Schedule[];
  secrets: Secret[];
  receiptRules: ReceiptRule[];
  outputs: Record<string, string>;
  /** Construct path without the stack and without `/Resource` → logical id. */
  paths: ReadonlyMap<string, string>;
};
