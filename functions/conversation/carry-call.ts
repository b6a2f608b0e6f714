import { NotFoundError } from '../errors.ts';
import { carryInteraction } from '../store/carry-interaction.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { conversationIdFor } from '../store/keys.ts';
import { closeConversation } from './close-conversation.ts';

/** A call and the conversation in which it goes on. */
export interface CarriedCall {
  brand: string;
  /** Interaction id of the call. */
  call: string;
  conversationId: string;
  /** Event time. */
  at: string;
}

/**
 * A call rang before its caller gave a code, and may have opened a conversation: the call goes over to the one that
 * the code stands for, and what it opened ends. The same again changes nothing. Throws DeliveryError (retryable).
 */
export async function carryCall(table: JourneyTable, carried: CarriedCall): Promise<void> {
  const { brand, call, conversationId, at } = carried;
  const opened = conversationIdFor(brand, call);
  if (opened === conversationId || !(await carryInteraction(table, call, conversationId))) return;
  const reason = `carried over to ${conversationId}`;
  try {
    const closing = { brand, conversationId: opened, by: 'handoff', reason, now: Date.parse(at) };
    await closeConversation(table, closing);
  } catch (error) {
    // The call came into a conversation that there was.
    if (!(error instanceof NotFoundError)) throw error;
  }
}
