import type { VoiceSettings } from '../interaction/voice-settings.ts';
import { phrasesIn, type Span, wordsOf } from '../text/phrases.ts';
import type { Finding } from './finding.ts';
import { exclamationMarks, shouting, tooLong } from './measured-rules.ts';

/** More than anybody mends one by one; the rest is found when these are gone. */
const MAX_FINDINGS = 100;

function* firstOf<Value>(values: Iterable<Value>): Generator<Value> {
  let count = 0;
  for (const value of values) {
    yield value;
    count += 1;
    if (count === MAX_FINDINGS) return;
  }
}

interface Draft {
  text: string;
  language?: string | undefined;
}

/** Everybody of a language speaks it: what holds for `en` holds for `en-GB`. */
function concerns(language: string | undefined, draft: string | undefined): boolean {
  if (language === undefined || draft === undefined) return true;
  return draft === language || draft.startsWith(`${language}-`);
}

function* avoided({ text, language }: Draft, { avoid }: VoiceSettings): Generator<Finding> {
  if (avoid.length === 0) return;
  const words = wordsOf(text);
  for (const entry of avoid) {
    if (!concerns(entry.language, language)) continue;
    const { say, rather } = entry;
    for (const span of firstOf(phrasesIn(words, say))) yield { rule: 'avoid', say, rather, ...span };
  }
}

type MeasuredRule = Exclude<Finding['rule'], 'avoid'>;

function* broken(rule: MeasuredRule, spans: Iterable<Span>): Generator<Finding> {
  for (const span of firstOf(spans)) yield { rule, ...span };
}

function* measured({ text }: Draft, voice: VoiceSettings): Generator<Finding> {
  const { maxCharacters, maxExclamationMarks, noShouting } = voice;
  if (maxCharacters !== undefined) yield* broken('max-characters', tooLong(text, maxCharacters));
  if (maxExclamationMarks !== undefined)
    yield* broken('max-exclamation-marks', exclamationMarks(text, maxExclamationMarks));
  if (noShouting) yield* broken('no-shouting', shouting(text));
}

/**
 * Where a draft leaves the brand's voice: the first hundred places, in their order. A draft of an unknown language
 * is held to what the brand avoids in any. Pure, linear in the text.
 */
export function checkDraft(draft: Draft, voice: VoiceSettings): Finding[] {
  const findings = [...avoided(draft, voice), ...measured(draft, voice)];
  return findings.sort((one, other) => one.index - other.index).slice(0, MAX_FINDINGS);
}
