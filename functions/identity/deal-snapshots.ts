import type { Head } from '../store/heads.ts';
import type { OpenConversation, Snapshot } from '../store/items.ts';
import { identityDigest, nodeDigest } from '../store/keys.ts';
import type { Component } from './components.ts';

type Conversations = Snapshot['conversations'];

function digestsOf({ members }: Component): ReadonlySet<string> {
  return new Set(members.map(({ identity }) => identityDigest(identity)));
}

/** Whose an open conversation is when its people part: of whoever wrote last, else of one who took part. */
function keeperOf(
  { lastBy, joined }: OpenConversation,
  people: readonly Component[],
  former: string,
): string | undefined {
  const candidates = [lastBy, ...Object.keys(joined).sort()];
  for (const candidate of candidates) {
    const keeper = people.find((person) => digestsOf(person).has(candidate));
    if (keeper !== undefined) return keeper.customerId;
  }
  return people.find(({ customerId }) => customerId === former)?.customerId ?? people[0]?.customerId;
}

/** One conversation as two people had it who took part in it together: everything that either knows. */
function together(one: OpenConversation, other: OpenConversation): OpenConversation {
  const isLater = `${other.lastAt}#${other.lastBy}` > `${one.lastAt}#${one.lastBy}`;
  const { closedAt: _, ...both } = isLater ? { ...one, ...other } : { ...other, ...one };
  const closings = [one.closedAt, other.closedAt].filter((at) => at !== undefined).sort();
  return {
    ...both,
    firstAt: one.firstAt < other.firstAt ? one.firstAt : other.firstAt,
    joined: { ...one.joined, ...other.joined },
    // It goes on while it does for one of them.
    ...(closings.length === 2 && { closedAt: closings[1] }),
  };
}

function dealConversations(heads: readonly Head[], people: readonly Component[]): Map<string, Conversations> {
  const dealt = new Map<string, Conversations>();
  for (const { item, snapshot } of heads) {
    for (const [conversationId, conversation] of Object.entries(snapshot.conversations)) {
      const keeper = keeperOf(conversation, people, item.customerId);
      if (keeper === undefined) continue;
      const known = dealt.get(keeper) ?? {};
      const same = known[conversationId];
      const whole = same === undefined ? conversation : together(same, conversation);
      dealt.set(keeper, { ...known, [conversationId]: whole });
    }
  }
  return dealt;
}

/** Everybody who was here or had left before, but for those who are here now. */
function leftOf(person: Component, heads: readonly Head[]): Snapshot['left'] {
  const here = new Set(person.members.map(nodeDigest));
  const known = heads.flatMap(({ snapshot, members }) => [
    ...Object.keys(snapshot.left ?? {}),
    ...members.map(nodeDigest),
  ]);
  const gone = known.filter((digest) => !here.has(digest)).sort();
  return gone.length === 0 ? undefined : Object.fromEntries(gone.map((digest) => [digest, true as const]));
}

/**
 * The snapshots after a change of people, by customer id. `openings` grows, so that whoever was about to open a
 * conversation looks again. Pure.
 */
export function dealSnapshots(heads: readonly Head[], people: readonly Component[]): Map<string, Snapshot> {
  const conversations = dealConversations(heads, people);
  return new Map(
    heads.map(({ item: { customerId }, snapshot }) => {
      const person = people.find((candidate) => candidate.customerId === customerId);
      const left = person === undefined ? snapshot.left : leftOf(person, heads);
      const dealt: Snapshot = {
        conversations: conversations.get(customerId) ?? {},
        openings: snapshot.openings + 1,
        ...(left !== undefined && { left }),
      };
      return [customerId, dealt];
    }),
  );
}
