import { carryInteraction } from '../store/carry-interaction.ts';
import { markClosed } from '../store/conversation-ends.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { conversationIdFor } from '../store/keys.ts';
import { type CustomerKey, closeInSnapshot } from '../store/snapshots.ts';
import { contention } from '../store/update.ts';

/**
 * A call rang before its caller gave a code, and may have opened a conversation: the call goes over to the one that
 * the code stands for, and what it opened ends. The same again changes nothing. Throws DeliveryError (retryable).
 */
export async function carryCall(
  table: JourneyTable,
  customer: CustomerKey,
  call: { interactionId: string; conversationId: string; at: string },
): Promise<void> {
  const { interactionId, conversationId, at } = call;
  const opened = conversationIdFor(customer.brand, interactionId);
  if (opened === conversationId || !(await carryInteraction(table, interactionId, conversationId))) return;
  const reason = `carried over to ${conversationId}`;
  const ended = await markClosed(table, customer.brand, opened, { at, by: 'handoff', reason });
  if (ended === undefined) return;
  if (!(await closeInSnapshot(table, customer, opened, at))) throw contention('customer');
}
