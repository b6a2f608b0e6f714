import type { RecordedEvent } from '../interaction/event.ts';
import { interactionId } from '../interaction/ids.ts';
import type { Plain } from './attributes.ts';
import { type InteractionState, interactionState, type Recorded } from './interaction-state.ts';
import type { Aside } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { interactionKey, timelineKey, timelineSort } from './keys.ts';
import { CONTENT, DELETED, MOOD } from './marks.ts';
import { tableSchema } from './table-schema.ts';
import { contention, Expression, MAX_TRIES, type Update, updateItem } from './update.ts';

export interface Recording {
  conversationId: string | undefined;
  aside?: Aside | undefined;
  /** How it sounds, -1 to 1; left out where nothing can be known of it. */
  mood?: number | undefined;
  /** What the item said when it was read. */
  state: InteractionState;
  /** Milliseconds since 1970. */
  now: number;
}

/** The attributes of an interaction's item: names and values stay readable for who looks at them in the console. */
function attributesOf(event: RecordedEvent, recording: Recording): Record<string, Plain> {
  const { brand, provider, account, providerInteractionId, at, receivedAt } = event;
  const { kind, direction, contact, fullContent, ...content } = event.interaction;
  return {
    [tableSchema.timelineIndex.partitionKey]: timelineKey(brand, contact.identity),
    [tableSchema.timelineIndex.sortKey]: timelineSort(at, interactionId(event)),
    provider,
    account,
    providerInteractionId,
    kind,
    direction,
    at,
    receivedAt,
    recordedAt: new Date(recording.now).toISOString(),
    ...(recording.conversationId && { conversationId: recording.conversationId }),
    ...(recording.aside && { aside: recording.aside }),
    contact,
    ...(fullContent && { fullContent }),
    // What was deleted before it came in is never written.
    ...(!recording.state.isDeleted && {
      [CONTENT]: content,
      ...(recording.mood !== undefined && { [MOOD]: recording.mood }),
    }),
  };
}

function updateFor(event: RecordedEvent, recording: Recording): { expression: Expression; update: Update } {
  const expression = new Expression();
  const set = Object.entries(attributesOf(event, recording)).map(
    ([name, value]) => `${expression.path(name)} = ${expression.value(value ?? null)}`,
  );
  const deleted = expression.path(DELETED);
  const conditions = [
    `attribute_not_exists(${expression.path('recordedAt')})`,
    recording.state.isDeleted ? `attribute_exists(${deleted})` : `attribute_not_exists(${deleted})`,
  ];
  return { expression, update: { set, remove: [expression.path('expiresAt')], conditions } };
}

/**
 * Records an interaction once. Resolves to what stands recorded, which is another delivery's record when that
 * one was faster. Takes over a stub that marks left before.
 */
export async function recordInteraction(
  table: JourneyTable,
  event: RecordedEvent,
  recording: Recording,
): Promise<Recorded> {
  let { state } = recording;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const { expression, update } = updateFor(event, { ...recording, state });
    const { item } = await updateItem(table, interactionKey(interactionId(event)), expression, update);
    state = interactionState(item);
    if (state.recorded !== undefined) return state.recorded;
  }
  throw contention('interaction');
}
