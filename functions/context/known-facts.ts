import type { Identity } from '../interaction/identity.ts';
import type { FactValue } from '../store/facts.ts';
import type { KnownMember } from '../store/portrait.ts';

const CONSENT = 'consent-';
const TAG = 'tag-';
export const PREFERRED = 'preferred-channel';

/** Something known of a person, over all their identities. */
export interface KnownFact extends FactValue {
  name: string;
  /** Event time since when any value is known. */
  since: string;
  /** Values that it took the place of, latest first. */
  earlier: FactValue[];
}

export interface Consent {
  identity: Identity;
  channel: string;
  consent: 'withdrawn' | 'given';
  at: string;
}

/** What nobody proved comes behind what somebody did; of the rest the latest told first. */
function compare(left: FactValue, right: FactValue): number {
  const rank = ({ source, at, value }: FactValue) => `${source.isClaimed ? 0 : 1}#${at}#${value}`;
  return rank(left) > rank(right) ? -1 : 1;
}

/** The facts of a person, of all identities, latest first; what is said of consent and tags is not among them. Pure. */
export function knownFacts(members: readonly KnownMember[]): KnownFact[] {
  const all = members.flatMap(({ facts }) => facts);
  const names = new Set(all.map(({ name }) => name));
  return [...names]
    .filter((name) => !name.startsWith(CONSENT) && !name.startsWith(TAG))
    .flatMap((name): KnownFact[] => {
      const same = all.filter((fact) => fact.name === name);
      const values = same.flatMap((fact) => fact.values).sort(compare);
      const [latest, ...rest] = values.filter(
        ({ value }, index) => values.findIndex((other) => other.value === value) === index,
      );
      const since = same.map((fact) => fact.since).sort()[0];
      return latest === undefined || since === undefined ? [] : [{ name, ...latest, since, earlier: rest }];
    })
    .sort(compare);
}

/** What each identity said of being written to, by channel. It is never carried over to another identity. Pure. */
export function consents(members: readonly KnownMember[]): Consent[] {
  return members.flatMap(({ member, facts }) =>
    facts
      .filter(({ name }) => name.startsWith(CONSENT))
      .flatMap(({ name, values: [latest] }): Consent[] =>
        latest === undefined
          ? []
          : [
              {
                identity: member.identity,
                channel: name.slice(CONSENT.length),
                consent: latest.value === 'given' ? 'given' : 'withdrawn',
                at: latest.at,
              },
            ],
      ),
  );
}

/** The tags of a person: facts `tag-<name>` whose latest value is not `no`. Pure. */
export function tags(members: readonly KnownMember[]): string[] {
  const told = members.flatMap(({ facts }) => facts.filter(({ name }) => name.startsWith(TAG)));
  const isSet = (name: string) => {
    const values = told.filter((fact) => fact.name === name).flatMap((fact) => fact.values);
    return values.sort(compare)[0]?.value !== 'no';
  };
  const names = [...new Set(told.map(({ name }) => name))];
  return names
    .filter(isSet)
    .map((name) => name.slice(TAG.length))
    .sort();
}
