import type { LinkItem, Member } from '../store/items.ts';
import { putMember, type Write } from '../store/membership.ts';
import type { Component } from './components.ts';

/** As many as an item keeps: the latest. */
const KEPT = 20;

/**
 * Members of a customer's own id, with the time in which others were the same person: what was said of the customer
 * then may have been meant for them. Pure.
 */
export function underReview(
  now: number,
  members: readonly Member[],
  revoked: readonly LinkItem[],
): readonly Member[] {
  const first = revoked.toSorted((left, right) => (left.at < right.at ? -1 : 1))[0];
  if (first === undefined) return members;
  const review = { from: first.at, to: new Date(now).toISOString(), linkId: first.linkId };
  return members.map((member) => {
    if (member.identity.kind !== 'customer') return member;
    return { ...member, reviews: [...(member.reviews ?? []), review].slice(-KEPT) };
  });
}

/** What must be written of members that are under review and stay with the customer they were read of. */
export function reviewWrites(brand: string, customerId: string, people: readonly Component[]): Write[] {
  const stayed = people.find((person) => person.customerId === customerId)?.members ?? [];
  return stayed
    .filter(({ identity }) => identity.kind === 'customer')
    .map((member) => putMember(brand, customerId, member));
}
