import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { fromItem } from '../../functions/store/attributes.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { tableSchema } from '../../functions/store/table-schema.ts';
import { startDynoxideInMemory } from '../../infra/local/engines/dynamodb/dynoxide-process.ts';

const { partitionKey, sortKey, timelineIndex, waitingIndex, dueIndex } = tableSchema;
const indexes = [timelineIndex, waitingIndex, dueIndex];

export function tableInput(tableName: string) {
  const names = [partitionKey, sortKey, ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])];
  const keySchema = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
    KeySchema: keySchema(partitionKey, sortKey),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.indexName,
      KeySchema: keySchema(index.partitionKey, index.sortKey),
      Projection: { ProjectionType: index.projectionType },
    })),
  };
}

/** Engines want a signature to be there and none verifies it: making one is a third of what a call takes here. */
const unsigned: Pick<DynamoDBClientConfig, 'credentials' | 'signer'> = {
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  signer: {
    async sign(request) {
      const credential = 'Credential=test/20260101/local/dynamodb/aws4_request';
      request.headers['x-amz-date'] = '20260101T000000Z';
      request.headers.authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`;
      return request;
    },
  },
};

interface JourneyTables {
  /** A new, empty journey table. */
  table(): Promise<JourneyTable>;
  /** A way to new tables that hold what this one, of at most 25 items, holds now. */
  copiesOf(table: JourneyTable): Promise<() => Promise<JourneyTable>>;
}

/** A DynamoDB for one test file. */
export function journeyTables(): JourneyTables {
  let engine: Awaited<ReturnType<typeof startDynoxideInMemory>> | undefined;
  let client: DynamoDBClient | undefined;
  let tables = 0;
  beforeAll(async () => {
    engine = await startDynoxideInMemory();
    client = new DynamoDBClient({ endpoint: engine.url, region: 'eu-west-1', ...unsigned });
  });
  afterAll(async () => {
    client?.destroy();
    await engine?.stop();
  });
  async function newTable(): Promise<JourneyTable> {
    if (client === undefined) throw new Error('tables are for inside a test');
    tables += 1;
    const tableName = `journey-${tables}`;
    await client.send(new CreateTableCommand(tableInput(tableName)));
    return { client, tableName };
  }
  return {
    table: newTable,
    async copiesOf(original) {
      const items = await scan(original);
      const puts = items.map((Item) => ({ PutRequest: { Item } }));
      return async () => {
        const table = await newTable();
        if (puts.length > 0)
          await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.tableName]: puts } }));
        return table;
      };
    },
  };
}

async function scan({ client, tableName }: JourneyTable) {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  return Items;
}

/** Every item of a table, by its keys. */
export async function dump(table: JourneyTable): Promise<Record<string, Record<string, unknown>>> {
  const entries = (await scan(table))
    .map(fromItem)
    .map((item): [string, Record<string, unknown>] => [`${item.pk} ${item.sk}`, item]);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}
