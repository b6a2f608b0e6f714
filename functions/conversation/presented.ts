import type { RecordedEvent } from '../interaction/event.ts';
import { interactionId, mayBeInteractionId } from '../interaction/ids.ts';
import { type Interaction, interactionSchema } from '../interaction/interaction.ts';
import { CODE, replaceTokens, tokensIn } from './handoff-proof.ts';
import { spokenDigits } from './spoken-digits.ts';

/** What stands in the journey where a token or a code stood. */
export const HANDOFF_REMOVED = '[handoff]';

/** Longer texts tell of other things than a code. */
const MAX_TEXT = 160;
/** Digits as people group them when they type a code. */
const NUMBER = /\d(?:[ .-]?\d)*/g;

/** A code in a text, as it stands there. */
export interface CodeInText {
  code: string;
  written: string;
}

/** The code that a typed text is or holds as its only number. */
function typedCode(text: string): CodeInText | undefined {
  const [written = '', ...others] = text.match(NUMBER) ?? [];
  const code = written.replace(/\D/g, '');
  return others.length === 0 && CODE.test(code) ? { code, written } : undefined;
}

/** The code in what a caller said. Digit words that are no code ("one moment") do not count. */
function spokenCode(text: string): CodeInText | undefined {
  const codes = spokenDigits(text).filter(({ digits }) => CODE.test(digits));
  const [only, ...others] = codes;
  if (only === undefined || others.length > 0) return undefined;
  return { code: only.digits, written: text.slice(only.start, only.end) };
}

/** The code that a person may have presented by an interaction. Pure. */
export function codeIn({ provider, interaction }: Pick<RecordedEvent, 'provider' | 'interaction'>) {
  const { kind, direction } = interaction;
  if (direction !== 'inbound' || (kind !== 'message' && kind !== 'postback')) return undefined;
  const text = kind === 'message' ? (interaction.visibleText ?? interaction.text) : interaction.payload;
  if (text === undefined || text.length > MAX_TEXT) return undefined;
  return provider.startsWith('voice/') ? spokenCode(text) : typedCode(text);
}

/** Every token in an interaction, whatever field it came in. Pure. */
export function tokensOf(interaction: Interaction): string[] {
  return [...new Set(tokensIn(JSON.stringify(interaction)))];
}

/** The interaction id of the call in which this was said or typed. */
export function callOf({ brand, provider, account, interaction }: RecordedEvent): string | undefined {
  const { replyTo } = interaction;
  const call = interaction.kind === 'message' ? interaction.duringCall : undefined;
  // Whoever writes through the API may name any call, of their own brand.
  if (call !== undefined) return mayBeInteractionId(brand, call) ? call : undefined;
  if (!provider.startsWith('voice/') || replyTo === undefined) return undefined;
  return interactionId({ brand, provider, account, providerInteractionId: replyTo });
}

function withoutCode(interaction: Interaction, { written }: CodeInText): Interaction {
  const clean = (text: string) => text.replaceAll(written, HANDOFF_REMOVED);
  if (interaction.kind === 'postback') return { ...interaction, payload: clean(interaction.payload) };
  if (interaction.kind !== 'message') return interaction;
  const { text, visibleText } = interaction;
  return {
    ...interaction,
    ...(text !== undefined && { text: clean(text) }),
    ...(visibleText !== undefined && { visibleText: clean(visibleText) }),
  };
}

/** The interaction without its tokens: whoever reads the journey must not be able to use one. Pure. */
export function withoutTokens(interaction: Interaction, tokens: readonly string[]): Interaction {
  if (tokens.length === 0) return interaction;
  const clean = replaceTokens(JSON.stringify(interaction), HANDOFF_REMOVED);
  return interactionSchema.parse(JSON.parse(clean));
}

/** The interaction without a code that it presented. Pure. */
export function withoutPresented(interaction: Interaction, code: CodeInText | undefined): Interaction {
  return code === undefined ? interaction : withoutCode(interaction, code);
}
