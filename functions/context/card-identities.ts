import type { Assurance, Identity, ProviderId } from '../interaction/identity.ts';
import { identityDigest } from '../store/keys.ts';
import type { Portrait } from '../store/portrait.ts';
import { type ReplyWindow, replyWindow } from './reply-window.ts';

export interface CardAddress {
  provider: ProviderId;
  account: string;
  /** As the provider sent it: what an answer must use. */
  address: string;
  displayName?: string | undefined;
  assurance: Assurance;
  replyWindow: ReplyWindow;
}

export interface CardIdentity extends Identity {
  /** The span in which it is this person's. */
  from: string;
  to?: string | undefined;
  addresses: CardAddress[];
}

/** Who somebody is by all their identities, and whether we may write to each address now. Pure. */
export function cardIdentities({ members, entries, isWhole }: Portrait, now: number): CardIdentity[] {
  const since = isWhole ? undefined : entries.at(-1)?.at;
  return members
    .filter(({ member }) => member.identity.kind !== 'customer')
    .map(({ member: { identity, from, to }, addresses }) => ({
      ...identity,
      from,
      to,
      addresses: addresses.flatMap(({ provider, account, address, displayName, assurance }) => {
        if (address === undefined || assurance === undefined) return [];
        const last = entries.find(
          (entry) =>
            entry.direction === 'inbound' &&
            entry.provider === provider &&
            entry.account === account &&
            identityDigest(entry.contact.identity) === identityDigest(identity),
        );
        const seen = { lastInboundAt: last?.at, since };
        const window = replyWindow({ provider, account }, seen, now);
        return [{ provider, account, address, displayName, assurance, replyWindow: window }];
      }),
    }));
}
