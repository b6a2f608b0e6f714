import * as z from 'zod';
import { boolean, json, number } from './json.ts';
import { functionArn } from './physical-id.ts';
import type { TemplateReader } from './template-reader.ts';

type Common = {
  logicalId: string;
  functionArn: string;
  sourceArn: string;
  batchSize: number;
  windowSeconds: number;
  reportsFailures: boolean;
  /** A record passes when one of these patterns matches it; no pattern passes all. */
  filters: string[];
};

export type QueueMapping = Common & { kind: 'queue'; maximumConcurrency: number | undefined };

export type StreamMapping = Common & {
  kind: 'stream';
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  bisectOnError: boolean;
  /** -1 is without end. */
  maximumRetries: number;
  /** -1 is without end. */
  maximumAgeSeconds: number;
  onFailureArn: string | undefined;
};

/** One poller of a queue or of a table's stream. */
export type EventSourceMapping = QueueMapping | StreamMapping;

const properties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: boolean.default(true),
  BatchSize: number.optional(),
  MaximumBatchingWindowInSeconds: number.default(0),
  FunctionResponseTypes: z.array(z.string()).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: number.optional() }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })).optional() }).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).default('TRIM_HORIZON'),
  BisectBatchOnFunctionError: boolean.default(false),
  MaximumRetryAttempts: number.default(-1),
  MaximumRecordAgeInSeconds: number.default(-1),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  TumblingWindowInSeconds: json.optional(),
});

type Properties = z.infer<typeof properties>;

/** Reads the mappings that are enabled. Throws for sources other than SQS and DynamoDB streams. */
export function readEventSourceMappings(reader: TemplateReader): EventSourceMapping[] {
  return reader
    .resources('AWS::Lambda::EventSourceMapping', properties)
    .filter(({ properties }) => properties.Enabled)
    .map(({ logicalId, properties }) => {
      const service = properties.EventSourceArn.split(':')[2];
      const common = readCommon(logicalId, properties, reader);
      if (service === 'sqs') return { ...common, kind: 'queue', ...readQueuePart(properties) };
      if (service === 'dynamodb')
        return { ...common, kind: 'stream', ...readStreamPart(logicalId, properties) };
      throw new Error(
        `${logicalId} reads from ${service}; the local deployment knows SQS and DynamoDB streams.`,
      );
    });
}

function readCommon(logicalId: string, properties: Properties, { place }: TemplateReader): Common {
  return {
    logicalId,
    functionArn: functionArn(properties.FunctionName, place),
    sourceArn: properties.EventSourceArn,
    batchSize: properties.BatchSize ?? (properties.EventSourceArn.includes(':sqs:') ? 10 : 100),
    windowSeconds: properties.MaximumBatchingWindowInSeconds,
    reportsFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    filters: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern),
  };
}

function readQueuePart({ ScalingConfig }: Properties) {
  return { maximumConcurrency: ScalingConfig?.MaximumConcurrency };
}

function readStreamPart(logicalId: string, properties: Properties) {
  if (properties.TumblingWindowInSeconds !== undefined)
    throw new Error(`${logicalId} has a tumbling window, which the local deployment does not know.`);
  return {
    startingPosition: properties.StartingPosition,
    bisectOnError: properties.BisectBatchOnFunctionError,
    maximumRetries: properties.MaximumRetryAttempts,
    maximumAgeSeconds: properties.MaximumRecordAgeInSeconds,
    onFailureArn: properties.DestinationConfig?.OnFailure?.Destination,
  };
}
