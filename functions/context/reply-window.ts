import type { ProviderId } from '../interaction/identity.ts';
import { HOUR_MS } from '../interaction/time.ts';

/**
 * Hours after a person's last message in which we may write freely there; a channel that is not named has no such
 * limit. WhatsApp and Messenger: https://developers.facebook.com/docs/whatsapp/conversation-types
 * and https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
 */
const windowHours: Readonly<Partial<Record<ProviderId, number>>> = {
  'social/whatsapp': 24,
  'social/messenger': 24,
  'social/instagram': 24,
};
/** WhatsApp by another way: Twilio names its accounts so. */
const META_ACCOUNT = /^(?:whatsapp|messenger):/;
const META_HOURS = 24;

export interface ReplyWindow {
  /** `unknown`: they have written so much elsewhere that their last message here was not looked at. */
  state: 'open' | 'closed' | 'unknown';
  /** When it closes or closed; missing where there is no limit. */
  until?: string;
}

/** Where we would write. */
export interface Place {
  provider: ProviderId;
  account: string;
}

/** What was looked at of a journey. */
export interface Seen {
  /** Event time of the person's last message there. */
  lastInboundAt: string | undefined;
  /** Everything since this time was looked at; undefined when everything was. */
  since: string | undefined;
}

/** Whether we may write freely to an address now (milliseconds since 1970). Pure. */
export function replyWindow({ provider, account }: Place, seen: Seen, now: number): ReplyWindow {
  const hours = windowHours[provider] ?? (META_ACCOUNT.test(account) ? META_HOURS : undefined);
  if (hours === undefined) return { state: 'open' };
  if (seen.lastInboundAt === undefined) {
    const isSeen = seen.since === undefined || Date.parse(seen.since) + hours * HOUR_MS <= now;
    return { state: isSeen ? 'closed' : 'unknown' };
  }
  const until = Date.parse(seen.lastInboundAt) + hours * HOUR_MS;
  return { state: now < until ? 'open' : 'closed', until: new Date(until).toISOString() };
}
