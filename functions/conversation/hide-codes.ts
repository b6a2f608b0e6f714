import type { RecordedEvent } from '../interaction/event.ts';
import type { Interaction } from '../interaction/interaction.ts';
import { openChannels, readHandoff } from '../store/handoffs.ts';
import type { HandingOver } from './handing-over.ts';
import { isSame, proofOfCode } from './handoff-proof.ts';
import { HANDOFF_REMOVED } from './presented.ts';

const SIX_DIGITS = /(?<!\d)\d{6}(?!\d)/g;
/** A text with more numbers than that is a list of something else. */
const MAX_NUMBERS = 5;

function textsOf(interaction: Interaction): string {
  return interaction.kind === 'message' ? `${interaction.text ?? ''} ${interaction.visibleText ?? ''}` : '';
}

function without(interaction: Interaction, codes: ReadonlySet<string>): Interaction {
  if (interaction.kind !== 'message' || codes.size === 0) return interaction;
  const clean = (text: string) =>
    text.replace(SIX_DIGITS, (code) => (codes.has(code) ? HANDOFF_REMOVED : code));
  const { text, visibleText } = interaction;
  return {
    ...interaction,
    ...(text !== undefined && { text: clean(text) }),
    ...(visibleText !== undefined && { visibleText: clean(visibleText) }),
  };
}

/**
 * Takes open codes out of what we send ("Your code is …"): whoever reads the journey must not be able to use one. One
 * read for a text of ours with six digits, none for any other.
 */
export async function hideCodes(handing: HandingOver, event: RecordedEvent): Promise<RecordedEvent> {
  const { interaction, brand, receivedAt } = event;
  const numbers = [...new Set(textsOf(interaction).match(SIX_DIGITS) ?? [])];
  if (numbers.length === 0 || numbers.length > MAX_NUMBERS) return event;
  const channels = await openChannels(handing.table, brand, receivedAt);
  const [first] = channels;
  if (first === undefined) return event;
  const key = await handing.handoffKey();
  const pairs = channels.flatMap((channel) => numbers.map((code) => ({ channel, code })));
  const found = await Promise.all(
    pairs.map(async ({ channel, code }) => {
      const { handoffId, proof } = proofOfCode(key, { brand, channel }, code);
      const handoff = await readHandoff(handing.table, brand, handoffId);
      return handoff !== undefined && isSame(handoff.proof, proof) ? [code] : [];
    }),
  );
  return { ...event, interaction: without(interaction, new Set(found.flat())) };
}
