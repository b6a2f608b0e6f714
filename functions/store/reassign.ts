import { NotFoundError } from '../errors.ts';
import type { Identity } from '../interaction/identity.ts';
import { interactionItem, type Reassignment } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { interactionKey, timelineKey } from './keys.ts';
import { moveFacts } from './move-facts.ts';
import { readItem } from './read-items.ts';
import { tableSchema } from './table-schema.ts';
import { contention, Expression, MAX_TRIES, updateItem } from './update.ts';

/** As many as an item keeps of whom it went to. */
const KEPT = 20;

/** A recorded interaction, for who decides whose it is. Throws NotFoundError. */
async function readRecorded(table: JourneyTable, interactionId: string) {
  const { data } = interactionItem.safeParse(await readItem(table, interactionKey(interactionId)));
  if (data === undefined) throw new NotFoundError('This brand has no interaction with this id');
  return data;
}

/** In which conversation an interaction stands, if any. Throws NotFoundError. */
export async function conversationOf(
  table: JourneyTable,
  interactionId: string,
): Promise<string | undefined> {
  return (await readRecorded(table, interactionId)).conversationId;
}

function isOwn(left: Identity, right: Identity): boolean {
  return left.kind === right.kind && left.scope === right.scope && left.value === right.value;
}

/**
 * Puts an interaction into another timeline, at the same place, with the facts it told. Its content, its contact and
 * its id stay; who decided stays with it. False when it stands there already. Throws NotFoundError.
 */
export async function reassign(
  table: JourneyTable,
  brand: string,
  interactionId: string,
  reassignment: Reassignment,
): Promise<boolean> {
  const { to } = reassignment;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const item = await readRecorded(table, interactionId);
    const owner = item.owner ?? item.contact.identity;
    if (isOwn(owner, to)) return false;
    // Before it moves: a retry of what broke off finds it where it was.
    await moveFacts(table, brand, interactionId, { from: owner, to: { identity: to, epoch: 0 } });
    const expression = new Expression();
    const partition = expression.path(tableSchema.timelineIndex.partitionKey);
    const history = [...(item.reassigned ?? []), reassignment].slice(-KEPT);
    const { applied } = await updateItem(table, interactionKey(interactionId), expression, {
      set: [
        `${partition} = ${expression.value(timelineKey(brand, to))}`,
        `${expression.path('owner')} = ${expression.value(to)}`,
        `${expression.path('reassigned')} = ${expression.value(history)}`,
      ],
      conditions: [`${partition} = ${expression.value(timelineKey(brand, owner))}`],
    });
    if (applied) return true;
  }
  throw contention('interaction');
}
