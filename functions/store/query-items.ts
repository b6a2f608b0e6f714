import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import { fromItem } from './attributes.ts';
import type { JourneyTable } from './journey-table.ts';
import type { Key } from './keys.ts';
import { Expression } from './update.ts';

/** Reads, consistently, all items of a partition, or those whose sort key begins with `prefix`. */
export async function queryItems(
  table: JourneyTable,
  { pk }: Pick<Key, 'pk'>,
  prefix?: string,
): Promise<Record<string, unknown>[]> {
  const expression = new Expression();
  const owner = `${expression.path('pk')} = ${expression.value(pk)}`;
  const sort =
    prefix === undefined ? '' : ` AND begins_with(${expression.path('sk')}, ${expression.value(prefix)})`;
  const found: Record<string, unknown>[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: `${owner}${sort}`,
        ExpressionAttributeNames: expression.names,
        ExpressionAttributeValues: expression.values,
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    found.push(...Items.map(fromItem));
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}
