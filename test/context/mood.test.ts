import { describe, expect, it } from 'vitest';
import { languageOf } from '../../functions/text/language.ts';
import { scoreMood } from '../../functions/text/mood/score-mood.ts';
import { colloquial } from './mood-turns/colloquial.ts';
import { english } from './mood-turns/english.ts';
import { french } from './mood-turns/french.ts';
import { german } from './mood-turns/german.ts';
import { heldOut } from './mood-turns/held-out.ts';
import type { LabelledTurn } from './mood-turns/labelled-turn.ts';
import { portuguese } from './mood-turns/portuguese.ts';
import { spanish } from './mood-turns/spanish.ts';

const chosenWith = {
  en: [...english, ...colloquial.en],
  de: [...german, ...colloquial.de],
  fr: [...french, ...colloquial.fr],
  es: [...spanish, ...colloquial.es],
  pt: [...portuguese, ...colloquial.pt],
};

async function read(text: string): Promise<LabelledTurn['mood']> {
  const score = scoreMood(text, await languageOf(text)) ?? 0;
  if (score === 0) return 'neutral';
  return score < 0 ? 'negative' : 'positive';
}

async function measured(turns: readonly LabelledTurn[]) {
  const moods = await Promise.all(turns.map(({ text }) => read(text)));
  const shareOf = (isSo: (mood: LabelledTurn['mood'], turn: LabelledTurn) => boolean) =>
    turns.filter((turn, index) => isSo(moods[index] ?? 'neutral', turn)).length / turns.length;
  return {
    right: shareOf((mood, turn) => mood === turn.mood),
    // An angry customer taken for a happy one, or the other way round: worse than not to see it.
    opposite: shareOf((mood, turn) => mood !== turn.mood && mood !== 'neutral' && turn.mood !== 'neutral'),
    falseAlarm: shareOf((mood, turn) => mood !== 'neutral' && turn.mood === 'neutral'),
  };
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

describe('mood of labelled turns, their language detected', () => {
  const sets = Object.entries(chosenWith);

  it('is of at least 200 turns in five languages, of every mood', () => {
    expect(sets.length).toBe(5);
    for (const [, turns] of sets) expect(new Set(turns.map(({ mood }) => mood)).size).toBe(3);
    expect(sets.flatMap(([, turns]) => turns).length).toBeGreaterThanOrEqual(200);
  });

  it.each(sets)('%s: the turns the words were chosen with', async (language, turns) => {
    const { right, opposite, falseAlarm } = await measured(turns);
    console.log(
      `mood ${language}: ${percent(right)} of ${turns.length} turns right, ${percent(falseAlarm)} false alarms`,
    );
    expect(right).toBeGreaterThanOrEqual(0.9);
    expect(opposite).toBe(0);
    expect(falseAlarm).toBeLessThanOrEqual(0.02);
  });

  it.each(Object.entries(heldOut))('%s: turns written afterwards', async (language, turns) => {
    const { right, opposite, falseAlarm } = await measured(turns);
    console.log(
      `mood ${language}, held out: ${percent(right)} of ${turns.length}, ${percent(opposite)} opposite`,
    );
    expect(right).toBeGreaterThanOrEqual(0.5);
    expect(opposite).toBeLessThanOrEqual(0.1);
    expect(falseAlarm).toBe(0);
  });
});

describe('the score of a text', () => {
  it('is between -1 and 1, and stronger for more of it', () => {
    const one = scoreMood('bad', 'en') ?? 0;
    const many = scoreMood('bad terrible awful horrible '.repeat(500), 'en') ?? 0;
    expect(one).toBeLessThan(0);
    expect(many).toBeLessThan(one);
    expect(many).toBeGreaterThanOrEqual(-1);
  });

  it('is turned around by a negation, and not by one far away', () => {
    expect(scoreMood('I am happy', 'en')).toBeGreaterThan(0);
    expect(scoreMood('I am not happy', 'en')).toBeLessThan(0);
    expect(scoreMood("I don't like it and I'm not pleased", 'en')).toBeLessThan(0);
    expect(scoreMood('It is not the red one I ordered but I am happy', 'en')).toBeGreaterThan(0);
    expect(scoreMood('No, I am happy', 'en')).toBeGreaterThan(0);
  });

  it('is neutral below a threshold', () => {
    expect(scoreMood('I accept the invitation', 'en')).toBe(0);
    expect(scoreMood('Where is the station?', 'en')).toBe(0);
  });

  it('is not known in a language without words, but for its emoji', () => {
    expect(scoreMood('Ik ben erg boos', 'nl')).toBeUndefined();
    expect(scoreMood('terrible', undefined)).toBeUndefined();
    expect(scoreMood('Ik ben erg boos 😡', 'nl')).toBeLessThan(0);
    expect(scoreMood('constructor toString', 'en')).toBe(0);
  });

  it('does not depend on case, nor on how accents are written', () => {
    expect(scoreMood('ENTTÄUSCHT', 'de')).toBe(scoreMood('entta\u0308uscht', 'de'));
  });
});
