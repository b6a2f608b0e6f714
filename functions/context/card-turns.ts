import type { Channel } from '../interaction/identity.ts';
import type { InteractionKind } from '../interaction/interaction.ts';
import type { JourneyEntry } from '../store/journey-view.ts';
import { excerpt } from './excerpt.ts';
import { turnText } from './turn-text.ts';

/** One turn of a card. */
export interface CardTurn {
  interactionId: string;
  conversationId?: string | undefined;
  at: string;
  channel: Channel;
  direction: 'inbound' | 'outbound';
  kind: InteractionKind;
  /** The beginning of what was said, as it stands after edits. */
  text?: string;
  mood?: number | undefined;
  status?: string | undefined;
}

/** What is a turn of a talk; what is shown apart, as visits and purchases, is none. */
const turnKinds: readonly InteractionKind[] = [
  'message',
  'postback',
  'location',
  'contacts',
  'order',
  'call',
  'note',
];
const MAX_TURNS = 10;
const MAX_TEXT = 500;

/** What was said in an entry, as it stands: the last edit, what a call was transcribed to. Nothing of a deleted one. */
export function saidIn({ interaction, progress }: JourneyEntry): string | undefined {
  if (interaction === undefined) return undefined;
  if (interaction.kind === 'note') return interaction.text;
  if (interaction.kind === 'call') return progress.transcriptions.findLast(({ text }) => text)?.text;
  return progress.edits.at(-1)?.text ?? turnText(interaction);
}

function cardTurn(entry: JourneyEntry): CardTurn {
  const { interactionId, conversationId, at, channel, direction, kind, mood, progress } = entry;
  const text = saidIn(entry);
  const status = progress.call?.state ?? progress.status;
  return {
    interactionId,
    conversationId,
    at,
    channel,
    direction,
    kind,
    ...(text !== undefined && { text: excerpt(text, MAX_TEXT) }),
    mood,
    status,
  };
}

/** The last turns over all channels, newest first. Joint video and browsing are sessions, not turns. Pure. */
export function lastTurns(entries: readonly JourneyEntry[]): CardTurn[] {
  return entries
    .filter((entry) => turnKinds.includes(entry.kind) && !isSession(entry))
    .slice(0, MAX_TURNS)
    .map(cardTurn);
}

/** True for a call that is no plain call: video, browsing together. */
export function isSession({ interaction }: JourneyEntry): boolean {
  return interaction?.kind === 'call' && interaction.medium !== undefined && interaction.medium !== 'audio';
}
