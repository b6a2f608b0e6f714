import * as z from 'zod';
import { json } from '../template/json.ts';
import { callEngine, type EngineAddress } from './engine-call.ts';

const record = z.object({
  eventID: z.string(),
  eventName: z.string(),
  eventVersion: z.string().default('1.1'),
  dynamodb: z
    .object({ SequenceNumber: z.string(), ApproximateCreationDateTime: z.number().optional() })
    .catchall(json),
  userIdentity: json.optional(),
});

export type StreamRecord = z.infer<typeof record>;

export type StreamPage = { records: StreamRecord[]; next: string | undefined };

/** Where reading begins: after a sequence number, at the oldest record, or behind the newest. */
export type StreamStart = { after: string } | 'TRIM_HORIZON';

/** DynamoDB Streams for the host's own purposes; the local stream of a table is one shard without end. */
export type StreamClient = {
  /** Sequence number of the newest record; undefined when there is none. */
  newest(tableName: string): Promise<string | undefined>;
  iterator(tableName: string, start: StreamStart): Promise<string>;
  read(iterator: string, limit: number): Promise<StreamPage>;
};

const streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) });
const description = z.object({
  StreamDescription: z.object({
    Shards: z.array(
      z.object({
        ShardId: z.string(),
        SequenceNumberRange: z.object({ EndingSequenceNumber: z.string().optional() }).optional(),
      }),
    ),
  }),
});
const iterator = z.object({ ShardIterator: z.string() });
const page = z.object({ Records: z.array(record).default([]), NextShardIterator: z.string().optional() });

export function createStreamClient({ url, region }: EngineAddress): StreamClient {
  const call = <T>(action: string, input: unknown, answer: z.ZodType<T>) =>
    callEngine({
      url,
      region,
      service: 'dynamodb',
      target: `DynamoDBStreams_20120810.${action}`,
      input,
      answer,
    });

  const shardOf = async (tableName: string) => {
    const { Streams } = await call('ListStreams', { TableName: tableName }, streams);
    const StreamArn = Streams.at(-1)?.StreamArn;
    if (StreamArn === undefined) throw new Error(`The table ${tableName} has no stream.`);
    const { StreamDescription } = await call('DescribeStream', { StreamArn }, description);
    const shard = StreamDescription.Shards.at(-1);
    if (shard === undefined) throw new Error(`The stream of ${tableName} has no shard.`);
    return { StreamArn, ...shard };
  };

  return {
    newest: async (tableName) => (await shardOf(tableName)).SequenceNumberRange?.EndingSequenceNumber,
    async iterator(tableName, start) {
      const { StreamArn, ShardId } = await shardOf(tableName);
      const from =
        start === 'TRIM_HORIZON'
          ? { ShardIteratorType: start }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: start.after };
      return (await call('GetShardIterator', { StreamArn, ShardId, ...from }, iterator)).ShardIterator;
    },
    async read(ShardIterator, Limit) {
      const { Records, NextShardIterator } = await call('GetRecords', { ShardIterator, Limit }, page);
      return { records: Records, next: NextShardIterator };
    },
  };
}
