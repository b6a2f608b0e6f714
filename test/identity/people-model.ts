import { componentsOf, onePerson } from '../../functions/identity/components.ts';
import { planChange } from '../../functions/identity/plan-change.ts';
import type { Head } from '../../functions/store/heads.ts';
import type { LinkItem, Member, Node, Snapshot } from '../../functions/store/items.ts';
import { customerIdFor, identityDigest, nodeDigest } from '../../functions/store/keys.ts';
import type { Change } from '../../functions/store/membership.ts';
import { at } from './times.ts';

export const BRAND = 'demo';

export function memberOf(index: number): Member {
  const identity = { kind: 'messenger' as const, scope: 'page', value: `person-${index}` };
  return { identity, epoch: 0, bornAt: at((index * 7) % 5), from: at(0) };
}

interface State {
  heads: Map<string, Head>;
  links: LinkItem[];
}

/** The table in memory, with the plans of the product and nothing else. */
export class People {
  readonly members: Member[];
  readonly #state: State;

  constructor(count: number) {
    this.members = Array.from({ length: count }, (_, index) => memberOf(index));
    const heads = this.members.map((member): [string, Head] => {
      const { identity, epoch } = member;
      const customerId = customerIdFor(BRAND, identity, epoch);
      const snapshot: Snapshot = { conversations: {}, openings: 0 };
      return [customerId, { item: { identity, epoch, customerId, version: 1 }, snapshot, members: [member] }];
    });
    this.#state = { heads: new Map(heads), links: [] };
  }

  get links(): readonly LinkItem[] {
    return this.#state.links;
  }

  get heads(): readonly Head[] {
    return [...this.#state.heads.values()];
  }

  headOf(member: Node): Head {
    const digest = nodeDigest(member);
    const head = this.heads.find(({ members }) => members.some((other) => nodeDigest(other) === digest));
    if (head === undefined) throw new Error('An orphan');
    return head;
  }

  #apply({ heads, moves }: Change): void {
    for (const { customerId, movedTo, before, after } of heads) {
      const head = this.#state.heads.get(customerId);
      if (head === undefined || head.snapshot !== before) throw new Error('A plan for what was not read');
      const { movedTo: _was, ...item } = head.item;
      const next = { ...item, version: item.version + 1, ...(movedTo !== undefined && { movedTo }) };
      this.#state.heads.set(customerId, { ...head, item: next, snapshot: after });
    }
    for (const { member, from, to } of moves) {
      const [left, entered] = [this.#state.heads.get(from), this.#state.heads.get(to)];
      if (left === undefined || entered === undefined) throw new Error('A move from or to nowhere');
      const digest = nodeDigest(member);
      const others = left.members.filter((other) => nodeDigest(other) !== digest);
      if (others.length === left.members.length) throw new Error('A move of somebody who is not there');
      this.#state.heads.set(from, { ...left, members: others });
      this.#state.heads.set(to, { ...entered, members: [...entered.members, member] });
    }
  }

  link(a: Member, b: Member): LinkItem {
    const heads = [...new Set([this.headOf(a), this.headOf(b)])];
    const person = onePerson(
      BRAND,
      heads.flatMap(({ members }) => members),
    );
    this.#apply(planChange(BRAND, heads, [person]));
    const linkId = `lnk_${this.#state.links.length}`;
    const link: LinkItem = { linkId, a, b, reason: 'agent', by: 'test', at: at(0), confidence: 1 };
    this.#state.links.push(link);
    return link;
  }

  revoke(linkId: string): void {
    const link = this.#state.links.find((candidate) => candidate.linkId === linkId);
    if (link === undefined || link.revoked !== undefined) return;
    link.revoked = { by: 'test', at: at(0) };
    const head = this.headOf(link.a);
    const nodes = new Set(head.members.map(nodeDigest));
    const own = this.#state.links.filter(({ a }) => nodes.has(nodeDigest(a)));
    const people = componentsOf(BRAND, head.members, own);
    const others = people.filter(({ customerId }) => customerId !== head.item.customerId);
    const aliases = others.map(({ customerId }) => this.#state.heads.get(customerId));
    const heads = [head, ...aliases.filter((alias) => alias !== undefined)];
    this.#apply(planChange(BRAND, heads, people));
  }

  /** A message: it continues the conversation, or opens it. */
  write(member: Member, conversationId: string, minute: number): void {
    const head = this.headOf(member);
    const by = identityDigest(member.identity);
    const open = head.snapshot.conversations[conversationId];
    const entry = open ?? {
      firstAt: at(minute),
      lastAt: at(minute),
      lastBy: by,
      openedBy: conversationId,
      joined: {},
    };
    const next = {
      ...entry,
      lastAt: at(minute),
      lastBy: by,
      joined: { ...entry.joined, [by]: true as const },
    };
    const snapshot = {
      ...head.snapshot,
      conversations: { ...head.snapshot.conversations, [conversationId]: next },
    };
    this.#state.heads.set(head.item.customerId, { ...head, snapshot });
  }
}
