import { describe, expect, it } from 'vitest';
import { cardIdentities } from '../../functions/context/card-identities.ts';
import type { JourneyEntry } from '../../functions/store/journey-view.ts';
import { at, emailOf, noon, phone } from '../router/events.ts';
import { entry } from './entries.ts';

const identity = emailOf('ada');
const there = {
  provider: 'email/ses',
  account: 'account',
  address: 'ada@example.com',
  assurance: 'verified',
} as const;
const member = { identity, epoch: 0, bornAt: at(0), from: at(0) };

function sent(
  minute: number,
  status: NonNullable<JourneyEntry['progress']['status']>,
  of = identity,
): JourneyEntry {
  const made = entry({ by: 'us', provider: 'email/ses', minute, identity: of });
  const error = { code: 'Permanent', title: 'General' };
  return { ...made, progress: { ...made.progress, status, ...(status === 'failed' && { error }) } };
}

function failedAfter(...newestFirst: JourneyEntry[]) {
  const members = [{ member, addresses: [there], facts: [] }];
  const portrait = { members, entries: newestFirst, isWhole: true, conversations: [], openings: [] };
  return cardIdentities(portrait, noon)[0]?.addresses[0]?.failed;
}

describe('an address where a message of ours failed', () => {
  it('is told of, with when and why', () => {
    expect(failedAfter(sent(2, 'failed'), sent(1, 'delivered'))).toEqual({
      at: at(120_000),
      code: 'Permanent',
    });
  });

  it('still is while another one is on its way', () => {
    expect(failedAfter(sent(3, 'sent'), sent(2, 'failed'))?.at).toBe(at(120_000));
  });

  it('is none any more after one that arrived, and never for what failed elsewhere', () => {
    expect(failedAfter(sent(3, 'delivered'), sent(2, 'failed'))).toBeUndefined();
    expect(failedAfter(sent(2, 'failed', phone()), sent(1, 'read'))).toBeUndefined();
    expect(failedAfter()).toBeUndefined();
  });
});
