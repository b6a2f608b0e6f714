import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsOf } from '../../functions/identity/components.ts';
import { linksBetween } from '../../functions/identity/links-between.ts';
import { identityDigest, nodeDigest } from '../../functions/store/keys.ts';
import { BRAND, People } from './people-model.ts';

const COUNT = 8;
const who = fc.nat(COUNT - 1);
const steps = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('link' as const), a: who, b: who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('revoke' as const), nth: fc.nat(30) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), who, conversation: fc.nat(5) }) },
);
type Step = typeof steps extends fc.Arbitrary<infer Value> ? Value : never;

function play(people: People, step: Step, minute: number): void {
  if (step.do === 'revoke') people.revoke(`lnk_${step.nth % Math.max(1, people.links.length)}`);
  if (step.do === 'link') {
    const [a, b] = [people.members[step.a], people.members[step.b]];
    if (a !== undefined && b !== undefined && a !== b) people.link(a, b);
  }
  const member = step.do === 'write' ? people.members[step.who] : undefined;
  if (step.do !== 'write' || member === undefined) return;
  // Of two conversations with one name the one its writer can see is meant.
  const open = people.headOf(member).snapshot.conversations;
  const known = Object.keys(open).find((id) => id.endsWith(`-${step.conversation}`));
  people.write(member, known ?? `${minute}-${step.conversation}`, minute);
}

/** Nodes in groups by links alone, with no plan in it: paint until nothing changes. */
function groupsByLinks(people: People): string[][] {
  const colours = new Map(people.members.map((member) => [nodeDigest(member), nodeDigest(member)]));
  const holding = people.links.filter(({ revoked }) => revoked === undefined);
  for (let round = 0; round < people.members.length; round += 1) {
    for (const { a, b } of holding) {
      const [left, right] = [colours.get(nodeDigest(a)) ?? '', colours.get(nodeDigest(b)) ?? ''];
      const least = left < right ? left : right;
      colours.set(nodeDigest(a), least).set(nodeDigest(b), least);
    }
  }
  const groups = Map.groupBy(colours.keys(), (node) => colours.get(node));
  return [...groups.values()].map((group) => group.sort()).sort();
}

function groupsOfTable(people: People): string[][] {
  const persons = people.heads.filter(({ members }) => members.length > 0);
  return persons.map(({ members }) => members.map(nodeDigest).sort()).sort();
}

function check(people: People, conversations: ReadonlySet<string>): void {
  expect(groupsOfTable(people)).toEqual(groupsByLinks(people));
  for (const { item, members, snapshot } of people.heads) {
    expect(item.movedTo === undefined).toBe(members.length > 0);
    expect(snapshot.movedTo).toBe(item.movedTo);
    const [person] = componentsOf(BRAND, members, []).map(({ customerId }) => customerId);
    if (members.length === 1) expect(item.customerId).toBe(person);
    for (const member of members) expect(Object.keys(snapshot.left ?? {})).not.toContain(nodeDigest(member));
    // An open conversation is kept by whoever wrote in it last.
    const here = new Set(members.map(({ identity }) => identityDigest(identity)));
    for (const { lastBy } of Object.values(snapshot.conversations)) expect(here.has(lastBy)).toBe(true);
  }
  const open = people.heads.flatMap(({ snapshot }) => Object.keys(snapshot.conversations));
  expect(open.sort()).toEqual([...conversations].sort());
}

describe('links, merges and splits in any order', () => {
  it('leave one customer for each component, no orphan, and every open conversation once', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 40 }), (story) => {
        const people = new People(COUNT);
        const conversations = new Set<string>();
        for (const [minute, step] of story.entries()) {
          play(people, step, minute);
          for (const { snapshot } of people.heads)
            for (const id of Object.keys(snapshot.conversations)) conversations.add(id);
        }
        check(people, conversations);
        for (const { linkId } of people.links) people.revoke(linkId);
        check(people, conversations);
        expect(groupsOfTable(people).every((group) => group.length === 1)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('give a customer the same id, in whatever order its links came', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(who, who), { maxLength: 12 }), fc.nat(), (pairs, turn) => {
        const make = (order: readonly [number, number][]) => {
          const people = new People(COUNT);
          for (const [left, right] of order) play(people, { do: 'link', a: left, b: right }, 0);
          const persons = people.heads.filter(({ members }) => members.length > 0);
          return persons.map(({ item }) => item.customerId).sort();
        };
        const cut = pairs.length === 0 ? 0 : turn % pairs.length;
        expect(make([...pairs.slice(cut), ...pairs.slice(0, cut)].reverse())).toEqual(make(pairs));
      }),
      { numRuns: 200 },
    );
  });

  it('are parted by the links that are named, and by none of them less than all', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(who, who), { maxLength: 14 }), (pairs) => {
        const people = new People(COUNT);
        for (const [left, right] of pairs) play(people, { do: 'link', a: left, b: right }, 0);
        const [a, b] = people.members;
        if (a === undefined || b === undefined) return;
        const named = linksBetween(a, b, people.links);
        expect(named.length > 0).toBe(people.headOf(a) === people.headOf(b));
        for (const { linkId } of named) people.revoke(linkId);
        expect(people.headOf(a)).not.toBe(people.headOf(b));
      }),
      { numRuns: 200 },
    );
  });
});
