import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { fromItem, toItem } from './attributes.ts';
import type { JourneyTable } from './journey-table.ts';
import { failureKey } from './keys.ts';
import { Expression, updateItem } from './update.ts';

const KEPT_SECONDS = 14 * 24 * 3600;
const counted = z.object({ attempts: z.number().int().positive() });

/**
 * Counts one more failure of an event and returns how many there were. SQS's own receive count is not that: it
 * counts receives of followers too. `eventDigest` covers the brand; `now` in milliseconds.
 */
export async function countFailure(
  table: JourneyTable,
  eventDigest: string,
  errorName: string,
  now: number,
): Promise<number> {
  const { Attributes } = await table.client.send(
    new UpdateItemCommand({
      TableName: table.tableName,
      Key: toItem({ ...failureKey(eventDigest) }),
      UpdateExpression: 'ADD #attempts :one SET #error = :error, #expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#attempts': 'attempts', '#error': 'error', '#expiresAt': 'expiresAt' },
      ExpressionAttributeValues: toItem({
        ':one': 1,
        ':error': errorName,
        ':expiresAt': Math.floor(now / 1000) + KEPT_SECONDS,
      }),
      ReturnValues: 'ALL_NEW',
    }),
  );
  return counted.parse(fromItem(Attributes ?? {})).attempts;
}

/** Begins the count anew for an event that was set aside, so that a redrive has all its tries again. */
export async function forgetFailures(table: JourneyTable, eventDigest: string): Promise<void> {
  const expression = new Expression();
  const attempts = expression.path('attempts');
  await updateItem(table, failureKey(eventDigest), expression, {
    set: [`${attempts} = ${expression.value(0)}`],
    conditions: [`attribute_exists(${attempts})`],
  });
}
