import type { Identity } from '../interaction/identity.ts';
import { interactionItem } from './items.ts';
import { DELETED } from './marks.ts';

/** What a decision needs to know of an interaction's item, which may be missing or a stub. */
export interface InteractionState {
  /** Set once it is recorded: then this decides, whatever a later delivery says. */
  recorded: { conversationId: string; at: string; identity: Identity } | undefined;
  isDeleted: boolean;
}

export function interactionState(item: Record<string, unknown> | undefined): InteractionState {
  const isDeleted = item !== undefined && DELETED in item;
  if (item === undefined || !('recordedAt' in item)) return { recorded: undefined, isDeleted };
  const { conversationId, at, contact } = interactionItem.parse(item);
  return { recorded: { conversationId, at, identity: contact.identity }, isDeleted };
}
