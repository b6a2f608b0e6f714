import type { Assurance, Identity, ProviderId } from '../interaction/identity.ts';
import type { JourneyEntry } from '../store/journey-view.ts';
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
  /** The last message of ours that came to an end there failed: what comes next had better go elsewhere. */
  failed?: { at: string; code?: string | undefined };
}

export interface CardIdentity extends Identity {
  /** The span in which it is this person's. */
  from: string;
  to?: string | undefined;
  addresses: CardAddress[];
}

/** How the last message that we sent to an address ended, if it ended badly. `sent` newest first. */
function failureOf(sent: readonly JourneyEntry[]): CardAddress['failed'] {
  const ended = sent.find(({ progress: { status } }) =>
    ['failed', 'delivered', 'read'].includes(status ?? ''),
  );
  if (ended?.progress.status !== 'failed') return undefined;
  return { at: ended.at, code: ended.progress.error?.code };
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
        const there = entries.filter(
          (entry) =>
            entry.provider === provider &&
            entry.account === account &&
            identityDigest(entry.contact.identity) === identityDigest(identity),
        );
        const last = there.find(({ direction }) => direction === 'inbound');
        const failed = failureOf(there.filter(({ direction }) => direction === 'outbound'));
        const seen = { lastInboundAt: last?.at, since };
        const window = replyWindow({ provider, account }, seen, now);
        const reached = { provider, account, address, displayName, assurance, replyWindow: window };
        return [{ ...reached, ...(failed !== undefined && { failed }) }];
      }),
    }));
}
