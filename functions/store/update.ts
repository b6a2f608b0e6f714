import {
  type AttributeValue,
  ConditionalCheckFailedException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DeliveryError } from '../errors.ts';
import { fromItem, type Plain, toAttribute, toItem } from './attributes.ts';
import type { JourneyTable } from './journey-table.ts';
import type { Key } from './keys.ts';

/** Collects the names and values of one DynamoDB expression, so that no name can collide with a reserved word. */
export class Expression {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, AttributeValue> = {};

  /** The placeholder of a document path. */
  path(...path: string[]): string {
    return path.map((name) => this.#name(name)).join('.');
  }

  /** The placeholder of a value. */
  value(value: Exclude<Plain, undefined>): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = toAttribute(value);
    return placeholder;
  }

  #name(name: string): string {
    const known = Object.entries(this.names).find(([, existing]) => existing === name);
    if (known !== undefined) return known[0];
    const placeholder = `#n${Object.keys(this.names).length}`;
    this.names[placeholder] = name;
    return placeholder;
  }
}

export interface Update {
  set?: string[];
  remove?: string[];
  /** All must hold. */
  conditions: string[];
}

export interface UpdateResult {
  applied: boolean;
  /** The item after the update, or as it stands where a condition did not hold; undefined when there is none. */
  item: Record<string, unknown> | undefined;
}

function clause(verb: string, parts: string[] | undefined): string[] {
  return parts === undefined || parts.length === 0 ? [] : [`${verb} ${parts.join(', ')}`];
}

/**
 * One conditional update. A condition that does not hold is an answer, not an error: the caller gets the item
 * as it stands and decides anew. Throws what DynamoDB throws otherwise.
 */
export async function updateItem(
  table: JourneyTable,
  key: Key,
  expression: Expression,
  update: Update,
): Promise<UpdateResult> {
  const command = new UpdateItemCommand({
    TableName: table.tableName,
    Key: toItem({ ...key }),
    UpdateExpression: [...clause('SET', update.set), ...clause('REMOVE', update.remove)].join(' '),
    ConditionExpression: update.conditions.map((condition) => `(${condition})`).join(' AND '),
    ExpressionAttributeNames: expression.names,
    ...(Object.keys(expression.values).length > 0 && { ExpressionAttributeValues: expression.values }),
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    const { Attributes } = await table.client.send(command);
    return { applied: true, item: Attributes && fromItem(Attributes) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { applied: false, item: error.Item && fromItem(error.Item) };
  }
}

/** Carries a conditional write out. False when its condition does not hold; throws what DynamoDB throws otherwise. */
export async function whereItHolds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** How often an update is decided anew on what stands before the event goes back to the queue. */
export const MAX_TRIES = 8;

/** An item that changed under every try: retryable, so that the event goes back to the queue. */
export function contention(what: string): DeliveryError {
  return new DeliveryError(`The ${what} kept changing under ${MAX_TRIES} tries`, { retryable: true });
}
