import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Identity } from '../../functions/interaction/identity.ts';
import { toItem } from '../../functions/store/attributes.ts';
import { claimIdentity } from '../../functions/store/identities.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { customerIdFor, identityKey, memberKey } from '../../functions/store/keys.ts';

const since = new Date(0).toISOString();

/** Makes one customer of some identities, as links between them will. Returns its id. */
export async function makeOnePerson(
  table: JourneyTable,
  brand: string,
  firstSeenAt: string,
  identities: readonly [Identity, ...Identity[]],
): Promise<string> {
  const [first, ...others] = identities;
  await claimIdentity(table, brand, first, firstSeenAt);
  const customerId = customerIdFor(brand, first, 0);
  const born = { bornAt: firstSeenAt, from: since };
  for (const identity of others) {
    const node = { identity, epoch: 0 };
    const items = [
      { ...identityKey(brand, identity), ...node, ...born, customerId, firstSeenAt, addresses: {} },
      { ...memberKey(brand, customerId, node), ...node, ...born },
    ];
    for (const item of items)
      await table.client.send(new PutItemCommand({ TableName: table.tableName, Item: toItem(item) }));
  }
  return customerId;
}
