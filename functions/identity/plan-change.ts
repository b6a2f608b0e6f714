import type { Head } from '../store/heads.ts';
import type { CustomerItem } from '../store/items.ts';
import type { Change, HeadChange, Move } from '../store/membership.ts';
import { birthId, type Component } from './components.ts';
import { dealSnapshots } from './deal-snapshots.ts';

function movesOf(heads: readonly Head[], people: readonly Component[]): Move[] {
  const before = new Map(
    heads.flatMap(({ item, members }) => members.map((member) => [member, item.customerId] as const)),
  );
  return people.flatMap(({ customerId: to, members }) =>
    members.flatMap((member) => {
      const from = before.get(member);
      return from === undefined || from === to ? [] : [{ member, from, to }];
    }),
  );
}

/** Where the node that an id was born with is now; undefined while it heads a person itself. */
function aliasOf(brand: string, item: CustomerItem, people: readonly Component[]): string | undefined {
  if (people.some(({ customerId }) => customerId === item.customerId)) return undefined;
  const home = people.find(({ members }) =>
    members.some((member) => birthId(brand, member) === item.customerId),
  );
  return home?.customerId ?? item.movedTo;
}

/**
 * What must be written so that the people are as the components say: who moves, which ids become aliases or people
 * again, and who keeps which open conversation. `heads` are the customers as read, with every id that heads a
 * component. No interaction moves. Pure.
 */
export function planChange(brand: string, heads: readonly Head[], people: readonly Component[]): Change {
  const snapshots = dealSnapshots(heads, people);
  const changes = heads.map((head): HeadChange => {
    const { customerId, version } = head.item;
    const movedTo = aliasOf(brand, head.item, people);
    const dealt = snapshots.get(customerId) ?? head.snapshot;
    const { movedTo: _before, ...snapshot } = dealt;
    return {
      customerId,
      version,
      movedTo,
      before: head.snapshot,
      after: { ...snapshot, ...(movedTo !== undefined && { movedTo }) },
    };
  });
  return { heads: changes, moves: movesOf(heads, people) };
}
