import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { timestampSchema } from '../interaction/time.ts';
import { toItem } from './attributes.ts';
import type { JourneyTable } from './journey-table.ts';
import { agentKey } from './keys.ts';
import { readItem } from './read-items.ts';

const agentItem = z.object({
  agentId: z.string(),
  status: z.enum(['available', 'away']),
  /** Agent queues they answer; every one when the list is empty. */
  queues: z.array(z.string()),
  skills: z.array(z.string()),
  /** When this was said, and by whom. */
  at: timestampSchema,
  by: z.string(),
});
/** Somebody who answers, as they last reported. */
export type Agent = z.infer<typeof agentItem>;

/** Undefined for one who never reported in this brand. */
export async function readAgent(
  table: JourneyTable,
  brand: string,
  agentId: string,
): Promise<Agent | undefined> {
  const item = await readItem(table, agentKey(brand, agentId));
  return item && agentItem.parse(item);
}

/** Replaces what is known of an agent. */
export async function putAgent(table: JourneyTable, brand: string, agent: Agent): Promise<void> {
  const Item = toItem({ ...agentKey(brand, agent.agentId), ...agent });
  await table.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
}
