import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { fromItem, type Item } from '../../functions/store/attributes.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';

export type Items = Record<string, Record<string, unknown>>;

/** Every item of the table, by its keys; the API token that each local stack has is left out. */
export async function readTable({ client, tableName }: JourneyTable): Promise<Items> {
  const items: Items = {};
  let from: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const item of (page.Items ?? []).map(fromItem)) items[`${item.pk} ${item.sk}`] = item;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return Object.fromEntries(Object.entries(items).filter(([key]) => !key.startsWith('TOKEN#')));
}
