import type { Identity } from '../interaction/identity.ts';
import type { LinkItem } from '../store/items.ts';
import type { Change } from '../store/membership.ts';
import type { Component } from './components.ts';

export interface PersonAfter {
  customerId: string;
  identities: Identity[];
  /** Open ones alone: each stays with whoever wrote in it last. */
  openConversations: string[];
  /** Ids at the CRMs, which all stay. */
  crmIds: Identity[];
}

/** What a change of people comes to. */
export interface People {
  people: PersonAfter[];
  /** Identities that go from one customer id to another, with everything that came in on them. */
  moves: { identity: Identity; from: string; to: string }[];
  /** Links that still join the two that should be parted. */
  stillJoinedBy: LinkItem[];
}

/** Tells what a change comes to, for who decides on it. Pure. */
export function describe(
  people: readonly Component[],
  { heads, moves }: Change,
  stillJoinedBy: LinkItem[] = [],
): People {
  return {
    people: people.map(({ customerId, members }) => {
      const identities = members.map(({ identity }) => identity);
      const snapshot = heads.find((head) => head.customerId === customerId)?.after;
      return {
        customerId,
        identities,
        openConversations: Object.keys(snapshot?.conversations ?? {}).sort(),
        crmIds: identities.filter(({ kind }) => kind === 'crm'),
      };
    }),
    moves: moves.map(({ member, from, to }) => ({ identity: member.identity, from, to })),
    stillJoinedBy,
  };
}
