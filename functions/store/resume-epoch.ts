import { toItem } from './attributes.ts';
import type { Head } from './heads.ts';
import type { EpochItem, IdentityItem } from './items.ts';
import { customerKey, epochKey, identityKey, memberKey, nodeDigest, snapshotKey } from './keys.ts';
import { updateWrite, versionWrite, type Write } from './membership.ts';
import { Expression } from './update.ts';

/** What was read: the epoch that nobody used, the one before it, and the customers of both. */
export interface ResumingRead {
  current: IdentityItem;
  former: EpochItem;
  unused: Head;
  owner: Head;
}

/** Deletes an item if one of its attributes stands as it was read. */
function removeWrite(key: ReturnType<typeof epochKey>, name: string, value: string | number): Write {
  const expression = new Expression();
  const condition = `${expression.path(name)} = ${expression.value(value)}`;
  return (TableName) => ({
    Delete: {
      TableName,
      Key: toItem({ ...key }),
      ConditionExpression: condition,
      ExpressionAttributeNames: expression.names,
      ExpressionAttributeValues: expression.values,
    },
  });
}

/** Makes the former epoch the current one again. Its number is behind the one that goes, which is never used again. */
function identityWrite(brand: string, { current, former }: ResumingRead): Write {
  const expression = new Expression();
  const is = (name: string, value: string | number) =>
    `${expression.path(name)} = ${expression.value(value)}`;
  const { to: _to, closedBy: _closedBy, identity: _identity, addresses, ...again } = former;
  const resumed = { ...again, lastEpoch: Math.max(current.epoch, current.lastEpoch ?? 0) };
  return updateWrite(identityKey(brand, current.identity), expression, {
    set: [
      ...Object.entries(resumed).map(([name, value]) => is(name, value)),
      `${expression.path('addresses')} = ${expression.value(addresses)}`,
    ],
    conditions: [is('epoch', current.epoch), is('customerId', current.customerId), is('from', current.from)],
  });
}

/** The owner has the device again, as if nobody had left: its member, its version, and who may write its snapshot. */
function ownerWrites(brand: string, { former, owner: { item, snapshot } }: ResumingRead): Write[] {
  const member = new Expression();
  const to = member.path('to');
  const { [nodeDigest(former)]: _back, ...left } = snapshot.left ?? {};
  const stayed = new Expression();
  return [
    updateWrite(memberKey(brand, item.customerId, former), member, {
      set: [`${member.path('epoch')} = ${member.value(former.epoch)}`],
      remove: [to],
      conditions: [`attribute_exists(${to})`],
    }),
    versionWrite(brand, item),
    updateWrite(snapshotKey(brand, item.customerId), stayed, {
      set: [`${stayed.path('left')} = ${stayed.value(left)}`],
      conditions: [`attribute_not_exists(${stayed.path('movedTo')})`],
    }),
  ];
}

/** Nobody's id becomes one more alias of the owner's, found over the former epoch; who is about to write looks again. */
function aliasWrites(brand: string, { current, former, unused, owner }: ResumingRead): Write[] {
  const movedTo = owner.item.customerId;
  const { customerId, version } = unused.item;
  const customer = new Expression();
  const snapshot = new Expression();
  const assign = (expression: Expression, name: string, value: string | number) =>
    `${expression.path(name)} = ${expression.value(value)}`;
  return [
    updateWrite(customerKey(brand, customerId), customer, {
      set: [
        assign(customer, 'movedTo', movedTo),
        assign(customer, 'epoch', former.epoch),
        `${customer.path('version')} = ${customer.value(version + 1)}`,
      ],
      conditions: [assign(customer, 'version', version)],
    }),
    updateWrite(snapshotKey(brand, customerId), snapshot, {
      set: [assign(snapshot, 'movedTo', movedTo)],
      conditions: [
        assign(snapshot, 'openings', unused.snapshot.openings),
        `attribute_not_exists(${snapshot.path('movedTo')})`,
      ],
    }),
    removeWrite(memberKey(brand, customerId, current), 'epoch', current.epoch),
  ];
}

/** Takes back the end of an epoch, and the epoch that nobody used since: 8 writes. */
export function resumingWrites(brand: string, read: ResumingRead): Write[] {
  const { former } = read;
  return [
    identityWrite(brand, read),
    removeWrite(epochKey(brand, former.identity, former.epoch), 'customerId', former.customerId),
    ...ownerWrites(brand, read),
    ...aliasWrites(brand, read),
  ];
}
