import { ConflictError, InvalidRequestError, NotFoundError } from '../errors.ts';
import { readAgent } from '../store/agents.ts';
import { changeDesk, readConversationItem } from '../store/desk.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { contention, MAX_TRIES } from '../store/update.ts';
import { released } from './desk-changes.ts';

/** Somebody gives a conversation to an agent. */
export interface Giving {
  brand: string;
  conversationId: string;
  agentId: string;
  /** ISO 8601 UTC. */
  at: string;
  /** Whose token asked. */
  by: string;
}

/**
 * Gives a conversation to an agent, who answers it or is late like anybody. The agent who has it keeps it: the same
 * again changes nothing. Throws NotFoundError, InvalidRequestError for an agent nobody knows, ConflictError for a
 * conversation that was closed, and DeliveryError (retryable) when it kept changing.
 */
export async function assignTo(
  table: JourneyTable,
  { brand, conversationId, agentId, at, by }: Giving,
): Promise<void> {
  let item = await readConversationItem(table, brand, conversationId);
  if (item === undefined) throw new NotFoundError('This brand has no conversation with this id');
  if ((await readAgent(table, brand, agentId)) === undefined)
    throw new InvalidRequestError('No agent has reported under this id: PUT /v1/agents/{id} first', {
      pointer: '/agentId',
    });
  for (let attempt = 0; attempt < MAX_TRIES && item !== undefined; attempt += 1) {
    if (item.status === 'closed')
      throw new ConflictError('The conversation is closed; a question opens it again');
    const isTheirs = item.assignee === agentId && item.assigned?.by !== 'sticky';
    if (isTheirs) return;
    const change = { assignee: agentId, assigned: { at, by }, stickyUntil: undefined };
    const changed = await changeDesk(table, brand, item, change);
    if (changed.applied) return;
    item = changed.item;
  }
  throw contention('conversation');
}

/**
 * Takes a conversation from an agent, so that it is everybody's: who waits in it waits in its agent queue again, with
 * the same time. Changes nothing where this agent does not have it, so that a request that comes late or twice takes it
 * from nobody else. Throws NotFoundError, and DeliveryError (retryable) when it kept changing.
 */
export async function takeFrom(
  table: JourneyTable,
  { brand, conversationId, agentId }: Pick<Giving, 'brand' | 'conversationId' | 'agentId'>,
): Promise<void> {
  let item = await readConversationItem(table, brand, conversationId);
  if (item === undefined) throw new NotFoundError('This brand has no conversation with this id');
  for (let attempt = 0; attempt < MAX_TRIES && item !== undefined; attempt += 1) {
    if (item.assignee !== agentId) return;
    const changed = await changeDesk(table, brand, item, released());
    if (changed.applied) return;
    item = changed.item;
  }
  throw contention('conversation');
}
