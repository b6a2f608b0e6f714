import * as z from 'zod';
import { boolean, json, number } from './json.ts';
import type { TemplateReader } from './template-reader.ts';

export type Table = {
  logicalId: string;
  name: string;
  arn: string;
  /** As functions and policies see it; undefined for a table without a stream. */
  streamArn: string | undefined;
  /** The body of a CreateTable call. */
  definition: TableDefinition;
  timeToLiveAttribute: string | undefined;
};

export type Queue = {
  logicalId: string;
  name: string;
  arn: string;
  url: string;
  /** As CreateQueue takes them. */
  attributes: Record<string, string>;
  deadLetterArn: string | undefined;
  visibilityTimeoutSeconds: number;
};

export type Topic = { logicalId: string; name: string; arn: string; attributes: Record<string, string> };

export type Subscription = {
  topicArn: string;
  protocol: 'sqs' | 'lambda';
  endpoint: string;
  attributes: Record<string, string>;
};

export type Bucket = { logicalId: string; name: string; arn: string };

const index = z.object({
  IndexName: z.string(),
  KeySchema: z.array(json),
  Projection: json,
});

const tableProperties = z.object({
  KeySchema: z.array(json),
  AttributeDefinitions: z.array(json),
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string().optional(), Enabled: boolean.optional() })
    .optional(),
});

/** Capacity is left out: nothing throttles here, whatever the template provisions. */
function tableDefinition(name: string, properties: z.infer<typeof tableProperties>) {
  const { TimeToLiveSpecification: _, StreamSpecification, ...definition } = properties;
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    ...definition,
    ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
  };
}

export type TableDefinition = ReturnType<typeof tableDefinition>;

export function readTables(reader: TemplateReader): Table[] {
  return ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) =>
    reader.resources(type, tableProperties).map(({ logicalId, id, properties }) => {
      const timeToLive = properties.TimeToLiveSpecification;
      return {
        logicalId,
        name: id.name,
        arn: id.attributes.Arn ?? '',
        streamArn: properties.StreamSpecification && id.attributes.StreamArn,
        definition: tableDefinition(id.name, properties),
        timeToLiveAttribute: timeToLive?.Enabled === false ? undefined : timeToLive?.AttributeName,
      };
    }),
  );
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const queueProperties = z.object({
  FifoQueue: scalar.optional(),
  ContentBasedDeduplication: scalar.optional(),
  DeduplicationScope: scalar.optional(),
  FifoThroughputLimit: scalar.optional(),
  DelaySeconds: scalar.optional(),
  MaximumMessageSize: scalar.optional(),
  MessageRetentionPeriod: scalar.optional(),
  ReceiveMessageWaitTimeSeconds: scalar.optional(),
  VisibilityTimeout: scalar.optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: number }).optional(),
});

export function readQueues(reader: TemplateReader): Queue[] {
  return reader.resources('AWS::SQS::Queue', queueProperties).map(({ logicalId, id, properties }) => {
    const { RedrivePolicy, ...scalars } = properties;
    const redrive = RedrivePolicy && JSON.stringify(RedrivePolicy);
    const attributes = withoutUndefined({ ...scalars, RedrivePolicy: redrive });
    return {
      logicalId,
      name: id.name,
      arn: id.attributes.Arn ?? '',
      url: id.ref,
      attributes,
      deadLetterArn: RedrivePolicy?.deadLetterTargetArn,
      visibilityTimeoutSeconds: Number(properties.VisibilityTimeout ?? 30),
    };
  });
}

const topicProperties = z.object({
  FifoTopic: scalar.optional(),
  ContentBasedDeduplication: scalar.optional(),
});

export function readTopics(reader: TemplateReader): Topic[] {
  return reader.resources('AWS::SNS::Topic', topicProperties).map(({ logicalId, id, properties }) => ({
    logicalId,
    name: id.name,
    arn: id.ref,
    attributes: withoutUndefined(properties),
  }));
}

const subscriptionProperties = z.object({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
  RawMessageDelivery: boolean.optional(),
  FilterPolicy: json.optional(),
  FilterPolicyScope: z.string().optional(),
});

/** Subscriptions by mail, text message or HTTPS lead outside and are left out. */
export function readSubscriptions(reader: TemplateReader): Subscription[] {
  return reader
    .resources('AWS::SNS::Subscription', subscriptionProperties)
    .flatMap(({ properties: { TopicArn, Protocol, Endpoint, ...rest } }) => {
      if (Protocol !== 'sqs' && Protocol !== 'lambda') return [];
      const attributes = {
        ...(rest.RawMessageDelivery === true && { RawMessageDelivery: 'true' }),
        ...(rest.FilterPolicy !== undefined && { FilterPolicy: JSON.stringify(rest.FilterPolicy) }),
        ...(rest.FilterPolicyScope !== undefined && { FilterPolicyScope: rest.FilterPolicyScope }),
      };
      return [{ topicArn: TopicArn, protocol: Protocol, endpoint: Endpoint, attributes }];
    });
}

const bucketProperties = z.object({ NotificationConfiguration: json.optional() });

export function readBuckets(reader: TemplateReader): Bucket[] {
  return reader.resources('AWS::S3::Bucket', bucketProperties).map(({ logicalId, id, properties }) => {
    if (properties.NotificationConfiguration !== undefined)
      throw new Error(`${logicalId} sends S3 notifications; the local S3 sends none.`);
    return { logicalId, name: id.name, arn: id.attributes.Arn ?? '' };
  });
}

function withoutUndefined(values: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  return Object.fromEntries(entries);
}
