import type { ProviderSettings } from '../channels/channel-provider.ts';
import type { InteractionEvent, ProviderEvent } from '../interaction/event.ts';

type Accounts = ProviderSettings['accounts'];

export interface Addressed {
  addressed: InteractionEvent[];
  /** Set when an event names an account that is not configured. */
  unknown: 'unknown-account' | undefined;
}

/** The brand of an account; a mailbox without an entry of its own belongs to its domain's (`@example.com`). */
function brandOf(account: string, accounts: Accounts): string | undefined {
  const domain = account.includes('@') ? account.slice(account.lastIndexOf('@')) : account;
  return (accounts[account] ?? accounts[domain])?.brand;
}

/** Gives each event its brand. An unknown account gets none: guessing would show it to the wrong people. */
export function addressEvents(events: readonly ProviderEvent[], accounts: Accounts): Addressed {
  const addressed: InteractionEvent[] = [];
  for (const event of events) {
    const brand = brandOf(event.account, accounts);
    if (brand !== undefined) addressed.push({ ...event, brand });
  }
  return { addressed, unknown: addressed.length < events.length ? 'unknown-account' : undefined };
}
