import type { InteractionEvent } from '../interaction/event.ts';
import { mapTexts } from '../interaction/map-texts.ts';
import { openChannels, readHandoffs } from '../store/handoffs.ts';
import type { MarkingEvent } from '../store/marks.ts';
import { codesInText, withoutCodes } from './codes-in-text.ts';
import type { HandingOver } from './handing-over.ts';
import { isSame, proofOfCode, replaceTokens } from './handoff-proof.ts';
import { HANDOFF_REMOVED } from './presented.ts';

/** An entry with more numbers is a list of something else; those in its shortest texts are looked at. */
const MAX_NUMBERS = 40;

/** Whether its texts were said, and may have digits in words. */
function isSpoken(event: InteractionEvent): boolean {
  if (event.type === 'transcription' || event.provider.startsWith('voice/')) return true;
  return (
    event.type === 'recorded' &&
    event.interaction.kind === 'message' &&
    event.interaction.duringCall !== undefined
  );
}

/** What may be a code in any text of an event: a subject before a body. */
function numbersIn(event: InteractionEvent): string[] {
  const texts: string[] = [];
  mapTexts(event, (text) => {
    texts.push(text);
    return text;
  });
  const spoken = isSpoken(event);
  const numbers = texts
    .sort((left, right) => left.length - right.length)
    .flatMap((text) => codesInText(text, spoken).map(({ code }) => code));
  return [...new Set(numbers)].slice(0, MAX_NUMBERS);
}

/** Those of the numbers that are codes of ours, used up or not. */
async function ourCodes(
  { table, handoffKey }: HandingOver,
  { brand, receivedAt }: InteractionEvent,
  numbers: readonly string[],
): Promise<Set<string>> {
  const channels = await openChannels(table, brand, receivedAt);
  if (channels.length === 0) return new Set();
  const key = await handoffKey();
  const tried = channels.flatMap((channel) =>
    numbers.map((code) => ({ code, ...proofOfCode(key, { brand, channel }, code) })),
  );
  const ids = tried.map(({ handoffId }) => handoffId);
  const standing = new Map((await readHandoffs(table, brand, ids)).map((each) => [each.handoffId, each]));
  const ours = tried.filter(({ handoffId, proof }) => isSame(standing.get(handoffId)?.proof ?? '', proof));
  return new Set(ours.map(({ code }) => code));
}

/**
 * Takes open codes out of every text of an event, whoever wrote it ("Your code is …", and the same in an answer's
 * subject): whoever reads the journey must not be able to use one. One read for an event with six digits, none for any
 * other; where a code may be open, one for each hundred pairs of a number and a channel.
 */
export async function hideCodes<Event extends InteractionEvent>(
  handing: HandingOver,
  event: Event,
): Promise<Event> {
  const numbers = numbersIn(event);
  if (numbers.length === 0) return event;
  const codes = await ourCodes(handing, event, numbers);
  if (codes.size === 0) return event;
  const spoken = isSpoken(event);
  return mapTexts(event, (text) => withoutCodes(text, spoken, codes, HANDOFF_REMOVED));
}

/** Takes tokens and open codes out of what a call was transcribed to and of what a message was changed to. */
export async function hideHandoffs(handing: HandingOver, event: MarkingEvent): Promise<MarkingEvent> {
  if (event.type !== 'transcription' && event.type !== 'edit') return event;
  return hideCodes(
    handing,
    mapTexts(event, (text) => replaceTokens(text, HANDOFF_REMOVED)),
  );
}
