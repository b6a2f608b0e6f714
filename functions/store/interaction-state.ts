import type { Identity } from '../interaction/identity.ts';
import { type Aside, interactionItem } from './items.ts';
import { DELETED } from './marks.ts';

/** A recorded interaction, as far as decisions need it. */
export interface Recorded {
  /** Undefined for what a machine wrote outside of every conversation. */
  conversationId: string | undefined;
  aside: Aside | undefined;
  identity: Identity;
  at: string;
  receivedAt: string;
  recordedAt: string;
}

/** What a decision needs to know of an interaction's item, which may be missing or a stub. */
export interface InteractionState {
  /** Set once it is recorded: then this decides, whatever a later delivery says. */
  recorded: Recorded | undefined;
  isDeleted: boolean;
}

export function interactionState(item: Record<string, unknown> | undefined): InteractionState {
  const isDeleted = item !== undefined && DELETED in item;
  if (item === undefined || !('recordedAt' in item)) return { recorded: undefined, isDeleted };
  const { contact, conversationId, aside, at, receivedAt, recordedAt } = interactionItem.parse(item);
  const recorded = { conversationId, aside, at, receivedAt, recordedAt, identity: contact.identity };
  return { recorded, isDeleted };
}
