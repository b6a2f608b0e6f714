import { toItem } from './attributes.ts';
import type { IdentityItem, OpenConversation } from './items.ts';
import { conversationKey, participantKey, tookPartKey } from './keys.ts';
import { updateWrite, type Write } from './membership.ts';
import { Expression } from './update.ts';

type Owner = Pick<IdentityItem, 'identity' | 'epoch' | 'customerId'>;

/** Written over whatever stands, and before whoever is about to write it: a put of theirs changes nothing then. */
function joinWrites(brand: string, { identity, epoch }: Owner, conversationId: string): Write[] {
  const participant = { ...participantKey(brand, conversationId, identity), identity, epoch };
  const tookPart = { ...tookPartKey(brand, identity, conversationId), conversationId };
  return [participant, tookPart].map(
    (item): Write =>
      (TableName) => ({ Put: { TableName, Item: toItem(item) } }),
  );
}

function ownerWrite(brand: string, { customerId }: Owner, conversationId: string): Write {
  const expression = new Expression();
  return updateWrite(conversationKey(brand, conversationId), expression, {
    set: [`${expression.path('customerId')} = ${expression.value(customerId)}`],
    conditions: [`attribute_exists(${expression.path('conversationId')})`],
  });
}

/** Makes open conversations those of an identity in another epoch: who takes part, and for whom each was opened. */
export function handingWrites(
  brand: string,
  owner: Owner,
  conversations: Readonly<Record<string, OpenConversation>>,
): Write[] {
  return Object.entries(conversations).flatMap(([conversationId, { joined }]) => [
    ...joinWrites(brand, owner, conversationId),
    // One that nobody joined yet has no item of its own so far.
    ...(Object.keys(joined).length > 0 ? [ownerWrite(brand, owner, conversationId)] : []),
  ]);
}
