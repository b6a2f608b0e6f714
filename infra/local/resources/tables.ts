import * as z from 'zod';
import { callEngine, type EngineAddress } from '../clients/engine-call.ts';
import { json } from '../template/json.ts';
import type { Table } from '../template/stores.ts';

const index = z.object({ IndexName: z.string(), KeySchema: json, Projection: json });
const layout = z.object({
  KeySchema: json,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(index).default([]),
  StreamSpecification: z.object({ StreamViewType: z.string().optional() }).default({}),
});

const tableNames = z.object({ TableNames: z.array(z.string()) });
const described = z.object({ Table: layout });
const timeToLive = z.object({
  TimeToLiveDescription: z.object({ TimeToLiveStatus: z.string().optional() }).optional(),
});

export async function deployTables(dynamodb: EngineAddress, tables: readonly Table[]): Promise<void> {
  if (tables.length === 0) return;
  const { TableNames } = await call(dynamodb, 'ListTables', {}, tableNames);
  for (const table of tables) {
    if (TableNames.includes(table.name)) await requireSameLayout(dynamodb, table);
    else await call(dynamodb, 'CreateTable', table.definition, z.unknown());
    await switchTimeToLiveOn(dynamodb, table);
  }
}

async function requireSameLayout(
  dynamodb: EngineAddress,
  { logicalId, name, definition }: Table,
): Promise<void> {
  const { Table: present } = await call(dynamodb, 'DescribeTable', { TableName: name }, described);
  if (canonical(layout.parse(definition)) === canonical(present)) return;
  throw new Error(
    `The template's ${logicalId} has other keys, indexes or streams than the local table with its data. ` +
      'Start with --fresh to begin with an empty one.',
  );
}

/** Equal texts for equal layouts, whatever the order of lists and keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (Array.isArray(inner)) return inner.map((item) => canonical(item)).sort();
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

async function switchTimeToLiveOn(
  dynamodb: EngineAddress,
  { name, timeToLiveAttribute }: Table,
): Promise<void> {
  if (timeToLiveAttribute === undefined) return;
  const { TimeToLiveDescription } = await call(
    dynamodb,
    'DescribeTimeToLive',
    { TableName: name },
    timeToLive,
  );
  if (TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED') return;
  const TimeToLiveSpecification = { AttributeName: timeToLiveAttribute, Enabled: true };
  await call(dynamodb, 'UpdateTimeToLive', { TableName: name, TimeToLiveSpecification }, z.unknown());
}

function call<T>(dynamodb: EngineAddress, action: string, input: unknown, answer: z.ZodType<T>): Promise<T> {
  return callEngine({
    ...dynamodb,
    service: 'dynamodb',
    target: `DynamoDB_20120810.${action}`,
    input,
    answer,
  });
}
