import { interactionSchema } from '../interaction/interaction.ts';
import { type InteractionItem, interactionItem } from './items.ts';
import type { JourneyEntry } from './journey-view.ts';
import { channelOf, interactionIdOf } from './keys.ts';
import { progressOf, type Watermarks } from './progress.ts';

function contentOf(item: InteractionItem, isDeleted: boolean): JourneyEntry['interaction'] {
  if (item.content === undefined || isDeleted) return undefined;
  const { kind, direction, contact, fullContent, content } = item;
  return interactionSchema.parse({ ...content, kind, direction, contact, fullContent });
}

/** Reads an item of the timeline as an entry of a journey. */
export function journeyEntry(raw: Record<string, unknown>, watermarks: Watermarks): JourneyEntry {
  const item = interactionItem.parse(raw);
  const interactionId = interactionIdOf(item);
  const { conversationId, aside, mood, provider, account, kind, direction, at, receivedAt, contact } = item;
  const progress = progressOf(raw, direction === 'outbound' ? at : undefined, watermarks);
  return {
    interactionId,
    conversationId,
    aside,
    mood,
    provider,
    account,
    channel: channelOf(interactionId),
    kind,
    direction,
    at,
    receivedAt,
    contact,
    interaction: contentOf(item, progress.deletedAt !== undefined),
    progress,
    ...(item.reassigned !== undefined && { reassigned: item.reassigned }),
  };
}
