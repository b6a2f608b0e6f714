import type { Channel } from '../interaction/identity.ts';
import type { InteractionKind } from '../interaction/interaction.ts';
import type { JourneyEntry } from '../store/journey-view.ts';

export interface ChannelSwitch {
  from: Channel;
  to: Channel;
  at: string;
}

const talk: readonly InteractionKind[] = ['message', 'postback', 'location', 'contacts', 'order'];
const spoken = ['answered', 'completed'];

/** True where the person themselves says something, or is on the line, whoever called. */
export function isTheirs({ kind, direction, interaction, progress }: JourneyEntry): boolean {
  if (kind !== 'call') return direction === 'inbound' && talk.includes(kind);
  const isPlain = interaction?.kind !== 'call' || (interaction.medium ?? 'audio') === 'audio';
  return isPlain && (direction === 'inbound' || spoken.includes(progress.call?.state ?? ''));
}

/** What a machine wrote in their name, and a courtesy after the end, is no turn of the talk. */
export function isAside({ aside }: JourneyEntry): boolean {
  return aside !== undefined;
}

/**
 * How often the person went on with one enquiry on another channel. Visits of a site count where they led into it:
 * before the first turn. Orders, video and joint browsing happen beside a talk, and switch nothing. `entries` in
 * event-time order. Pure.
 */
export function channelSwitches(entries: readonly JourneyEntry[]): ChannelSwitch[] {
  const first = entries.findIndex(isTheirs);
  const led = entries.slice(0, Math.max(first, 0)).filter(({ kind }) => kind === 'visit');
  const turns = [...led, ...entries.filter((entry) => isTheirs(entry) && !isAside(entry))];
  return turns.flatMap((turn, index): ChannelSwitch[] => {
    const before = turns[index - 1];
    if (before === undefined || before.channel === turn.channel) return [];
    return [{ from: before.channel, to: turn.channel, at: turn.at }];
  });
}
