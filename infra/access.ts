import { type Acknowledgment, CfnResource, Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** An environment variable together with the permissions that make its value usable: set and granted in one go. */
export interface Access {
  value: string;
  statements: PolicyStatement[];
  /** Why a wildcard in the statements is right, for cdk-nag. */
  acknowledgements: Acknowledgment[];
}

/** One access for each variable of a function's environment schema. */
export type AccessFor<Environment> = { [Name in keyof Environment]: Access };

function access(
  value: string,
  statements: PolicyStatement[],
  acknowledgements: Acknowledgment[] = [],
): Access {
  return { value, statements, acknowledgements };
}

const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });

/** A plain setting: nothing to grant. */
export function setting(value: string | number): Access {
  return access(String(value), []);
}

/** The value of one secret; the variable is its ARN. */
export function readsSecret(arn: string): Access {
  return access(arn, [allow(['secretsmanager:GetSecretValue'], [arn])]);
}

/** Sends to one queue; the variable is its URL. */
export function sendsTo(queue: IQueue): Access {
  return access(queue.queueUrl, [allow(['sqs:SendMessage'], [queue.queueArn])]);
}

/** The finding id of cdk-nag's wildcard rule for objects of a bucket. */
export function objectsFinding(bucket: Bucket, keys: string): string {
  const resource = bucket.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${bucket.node.path} has no bucket of its own.`);
  return `AwsSolutions-IAM5[Resource::<${Stack.of(bucket).getLogicalId(resource)}.Arn>/${keys}]`;
}

function objectAccess(bucket: Bucket, keys: string, object: string, key: string, reason: string): Access {
  const statements = [allow([object], [bucket.arnForObjects(keys)])];
  if (bucket.encryptionKey) statements.push(allow([key], [bucket.encryptionKey.keyArn]));
  return access(bucket.bucketName, statements, [{ id: objectsFinding(bucket, keys), reason }]);
}

/** Puts objects under a prefix and can read none back; the variable is the bucket's name. */
export function writesObjects(bucket: Bucket, prefix = ''): Access {
  const reason =
    'Object keys are digests made at run time; the action is PutObject alone, on this prefix alone.';
  return objectAccess(bucket, `${prefix}*`, 's3:PutObject', 'kms:GenerateDataKey', reason);
}

/** Reads objects and can write none; the variable is the bucket's name. */
export function readsObjects(bucket: Bucket): Access {
  const reason =
    'Object keys are given by SES at run time; the action is GetObject alone, by the one reader.';
  return objectAccess(bucket, '*', 's3:GetObject', 'kms:Decrypt', reason);
}

/** Named actions on the table and, for queries, on named indexes; the variable is the table's name. */
export function usesTable(table: TableV2, actions: readonly string[], indexes: readonly string[]): Access {
  const named = actions.map((action) => `dynamodb:${action}`);
  const statements = [allow(named, [table.tableArn])];
  const indexArns = indexes.map((index) => `${table.tableArn}/index/${index}`);
  if (indexArns.length > 0) statements.push(allow(['dynamodb:Query'], indexArns));
  return access(table.tableName, statements);
}
