import { describe, expect, it } from 'vitest';
import { onePerson } from '../../functions/identity/components.ts';
import { dealSnapshots } from '../../functions/identity/deal-snapshots.ts';
import type { Head } from '../../functions/store/heads.ts';
import type { OpenConversation } from '../../functions/store/items.ts';
import { customerIdFor, identityDigest } from '../../functions/store/keys.ts';
import { at, emailOf, HOUR } from '../router/events.ts';

type Times = Pick<OpenConversation, 'firstAt' | 'lastAt'> & { closedAt?: string };

function headOf(name: string, entry: Times): Head {
  const identity = emailOf(name);
  const node = { identity, epoch: 0 };
  const own = identityDigest(identity);
  const customerId = customerIdFor('demo', identity, 0);
  const conversation = { ...entry, joined: { [own]: true as const }, lastBy: own, openedBy: 'first' };
  return {
    item: { ...node, customerId, version: 1 },
    snapshot: { conversations: { cnv: conversation }, openings: 1 },
    members: [{ ...node, bornAt: at(0), from: at(0) }],
  };
}

function merged(...heads: Head[]): OpenConversation | undefined {
  const person = onePerson(
    'demo',
    heads.flatMap(({ members }) => members),
  );
  return dealSnapshots(heads, [person]).get(person.customerId)?.conversations.cnv;
}

describe('two people who took part in one conversation become one', () => {
  const ada = headOf('ada', { firstAt: at(0), lastAt: at(5 * HOUR) });
  const bob = headOf('bob', { firstAt: at(HOUR), lastAt: at(2 * HOUR), closedAt: at(3 * HOUR) });
  const closed = headOf('ada', { firstAt: at(0), lastAt: at(5 * HOUR), closedAt: at(6 * HOUR) });

  it('and have it with all that both knew, in whatever order', () => {
    const both = {
      firstAt: at(0),
      lastAt: at(5 * HOUR),
      lastBy: identityDigest(emailOf('ada')),
      joined: { [identityDigest(emailOf('ada'))]: true, [identityDigest(emailOf('bob'))]: true },
      openedBy: 'first',
    };
    expect(merged(ada, bob)).toEqual(both);
    expect(merged(bob, ada)).toEqual(both);
  });

  it('and have it closed only if both had', () => {
    expect(merged(bob, closed)?.closedAt).toBe(at(6 * HOUR));
    expect(merged(closed, bob)?.closedAt).toBe(at(6 * HOUR));
    expect(merged(ada, bob)?.closedAt).toBeUndefined();
  });
});
