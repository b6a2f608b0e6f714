import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { fromItem, toItem } from '../../functions/store/attributes.ts';
import { dump, journeyTables } from './journey-fixture.ts';

const tables = journeyTables();

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
describe('a number that DynamoDB cannot keep', () => {
  it('becomes the nearest that it can, so that no sender can make an event fail', async () => {
    const table = await tables.table();
    const numbers = [1e300, -1e300, 1e-300, -1e-300, 1e125, 1e-129, 2 ** 53, -0, 1 / 3];
    await table.client.send(
      new PutItemCommand({ TableName: table.tableName, Item: toItem({ pk: 'a', sk: 'a', numbers }) }),
    );
    const [item] = Object.values(await dump(table));
    expect(item).toMatchObject({
      numbers: [9.9e125, -9.9e125, 0, 0, 1e125, 1e-129, 2 ** 53, 0, 1 / 3],
    });
  });

  it('changes no other number', () => {
    for (const number of [0, 1, -12.5, 1e21, 1e-7]) expect(fromItem(toItem({ number }))).toEqual({ number });
  });
});
