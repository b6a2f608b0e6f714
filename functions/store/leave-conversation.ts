import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { toItem } from './attributes.ts';
import type { Node } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { participantKey, tookPartKey } from './keys.ts';

/** Takes somebody out of a conversation who has no turn in it any more: both items that say so. */
export async function leaveConversation(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  { identity }: Node,
): Promise<void> {
  const keys = [
    participantKey(brand, conversationId, identity),
    tookPartKey(brand, identity, conversationId),
  ];
  for (const key of keys)
    await table.client.send(new DeleteItemCommand({ TableName: table.tableName, Key: toItem({ ...key }) }));
}
