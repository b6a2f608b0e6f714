import { NotFoundError } from '../errors.ts';
import { ownIdentity } from '../identity/own-id.ts';
import { mayBeInteractionId } from '../interaction/ids.ts';
import { joinConversation } from '../store/conversation-items.ts';
import { readConversationPage } from '../store/conversations.ts';
import { resolveCustomer } from '../store/heads.ts';
import type { IdentityItem } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { nodeDigest } from '../store/keys.ts';
import { leaveConversation } from '../store/leave-conversation.ts';
import { customersOf, readParticipants } from '../store/participants.ts';
import { conversationOf, reassign } from '../store/reassign.ts';
import { handEntry } from '../store/snapshot-entries.ts';

export interface Reassigning {
  table: JourneyTable;
  brand: string;
  /** The right person, by its id or that of somebody who was merged into it. */
  customerId: string;
  by: string;
  why?: string | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

export interface Reassigned {
  customerId: string;
  /** How many interactions moved; those that were there already do not count. */
  moved: number;
}

const PAGE = 100;

/** The identity under which the right person keeps what was theirs all along. Throws NotFoundError. */
async function ownerOf({ table, brand, customerId, now }: Reassigning): Promise<IdentityItem> {
  const current = await resolveCustomer(table, brand, customerId);
  if (current === undefined) throw new NotFoundError('This brand has no customer with this id');
  const identity = { kind: 'customer', scope: '', value: current } as const;
  return ownIdentity(table, brand, identity, new Date(now).toISOString());
}

async function move(reassigning: Reassigning, owner: IdentityItem, interactionId: string): Promise<boolean> {
  const { table, brand, by, why, now } = reassigning;
  const at = new Date(now).toISOString();
  const reassignment = { to: owner.identity, by, at, ...(why !== undefined && { why }) };
  return reassign(table, brand, interactionId, reassignment);
}

/**
 * Gives one interaction to the person it is of. It keeps its place, its content and whom it came from; the same again
 * changes nothing. Throws NotFoundError for an interaction or customer of another brand, or none.
 */
export async function reassignInteraction(
  reassigning: Reassigning,
  interactionId: string,
): Promise<Reassigned> {
  const { table, brand } = reassigning;
  if (!mayBeInteractionId(brand, interactionId))
    throw new NotFoundError('This brand has no interaction with this id');
  const conversationId = await conversationOf(table, interactionId);
  const owner = await ownerOf(reassigning);
  // So that the conversation still shows it.
  if (conversationId !== undefined) await joinConversation(table, brand, conversationId, owner);
  const isMoved = await move(reassigning, owner, interactionId);
  return { customerId: owner.customerId, moved: isMoved ? 1 : 0 };
}

async function moveAll(
  reassigning: Reassigning,
  owner: IdentityItem,
  conversationId: string,
): Promise<number> {
  const { table, brand } = reassigning;
  let moved = 0;
  let cursor: string | undefined;
  do {
    const query = { limit: PAGE, cursor, order: 'oldest-first' } as const;
    const page = await readConversationPage(table, brand, conversationId, query);
    for (const { interactionId } of page?.entries ?? [])
      if (await move(reassigning, owner, interactionId)) moved += 1;
    cursor = page?.cursor;
  } while (cursor !== undefined);
  return moved;
}

/**
 * Gives a whole conversation to the person it is of, open as it stands. The same again changes nothing, and finishes
 * what broke off. Throws NotFoundError.
 */
export async function reassignConversation(
  reassigning: Reassigning,
  conversationId: string,
): Promise<Reassigned> {
  const { table, brand } = reassigning;
  const participants = await readParticipants(table, brand, conversationId);
  if (participants.length === 0) throw new NotFoundError('This brand has no conversation with this id');
  const owner = await ownerOf(reassigning);
  await joinConversation(table, brand, conversationId, owner);
  let moved = await moveAll(reassigning, owner, conversationId);
  const former = participants.filter((node) => nodeDigest(node) !== nodeDigest(owner));
  const people = (await customersOf(table, brand, former)).filter((id) => id !== owner.customerId);
  await handEntry(table, brand, conversationId, { from: people, to: owner });
  // What was being recorded meanwhile; afterwards nothing more finds its way in.
  moved += await moveAll(reassigning, owner, conversationId);
  for (const node of former) await leaveConversation(table, brand, conversationId, node);
  return { customerId: owner.customerId, moved };
}
