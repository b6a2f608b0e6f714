import type { ProviderEvent } from '../interaction/event.ts';
import { eventTime } from '../interaction/event-time.ts';
import type { Contact, ProviderId } from '../interaction/identity.ts';
import { digest } from '../interaction/ids.ts';
import type { Interaction } from '../interaction/interaction.ts';
import { canonicalJson } from '../text/canonical-json.ts';

/** Where an item stood in the payload, and what could still be read of it. */
export interface OtherItem {
  provider: ProviderId;
  account: string;
  receivedAt: number;
  /** The provider's own name for it. */
  type: string;
  /** The item exactly as parsed: kept whole. */
  item: unknown;
  /** The provider's id of the item; without one it is derived from the item. */
  id?: string | undefined;
  /** Milliseconds since 1970. */
  time?: number | undefined;
  contact?: Contact | undefined;
  direction?: 'inbound' | 'outbound' | undefined;
  origin?: Interaction['origin'];
  replyTo?: string | undefined;
}

/** An id made of the item's own content: equal whenever the item is delivered again. */
export function contentId(type: string, item: unknown): string {
  return `${type}:${digest(canonicalJson(item))}`;
}

/**
 * The contact of items that name nobody, a template's new status for example: one identity per account keeps them
 * together, and out of everyone's journey.
 */
function nobody({ provider, account }: OtherItem): Contact {
  const value = 'account notices';
  const identity = { kind: 'anonymous', scope: `${provider}/${account}`, value } as const;
  return { identity, assurance: 'claimed', address: value };
}

/** Records an authentic item of a kind we have no name for as an interaction of kind `other`. */
export function otherEvent(item: OtherItem): ProviderEvent {
  const id = item.id ?? contentId(item.type, item.item);
  return {
    type: 'recorded',
    version: 1,
    provider: item.provider,
    account: item.account,
    providerInteractionId: id,
    at: eventTime(item.time, item.receivedAt),
    receivedAt: eventTime(undefined, item.receivedAt),
    interaction: {
      kind: 'other',
      direction: item.direction ?? 'inbound',
      contact: item.contact ?? nobody(item),
      origin: item.origin,
      replyTo: item.replyTo,
      type: item.type,
      raw: JSON.stringify(item.item),
    },
  };
}
