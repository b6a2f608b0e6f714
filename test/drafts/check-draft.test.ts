import { describe, expect, it } from 'vitest';
import { checkDraft } from '../../functions/drafts/check-draft.ts';
import { voiceSettingsSchema } from '../../functions/interaction/voice-settings.ts';
import { growth, LINEAR } from '../text/linear-time.ts';

type Voice = Parameters<typeof voiceSettingsSchema.parse>[0];

const findings = (voice: Voice, text: string, language?: string) =>
  checkDraft({ text, language }, voiceSettingsSchema.parse(voice));
/** The rule, and what stands where it was broken. */
const broken = (voice: Voice, text: string, language?: string) =>
  findings(voice, text, language).map(({ rule, index, length }) => [rule, text.slice(index, index + length)]);

const cheap = { say: 'cheap', rather: 'good value', language: 'en' };

describe('what a brand avoids', () => {
  it('is found where it stands, with what it says rather', () => {
    expect(findings({ avoid: [cheap, { say: 'obviously' }] }, 'Obviously CHEAP, not cheaper')).toEqual([
      { rule: 'avoid', say: 'obviously', rather: undefined, index: 0, length: 9 },
      { rule: 'avoid', say: 'cheap', rather: 'good value', index: 10, length: 5 },
    ]);
  });

  it.each([
    [undefined, 1],
    ['en', 1],
    ['en-GB', 1],
    ['de', 0],
    ['eng', 0],
  ])('in English, in a draft of %s: %i', (language, count) => {
    expect(findings({ avoid: [cheap] }, 'A cheap one', language)).toHaveLength(count);
  });

  it('in British English is no matter of English, and without a language of every one', () => {
    const british = { avoid: [{ ...cheap, language: 'en-GB' }] };
    expect(['en', 'en-GB'].map((language) => findings(british, 'cheap', language).length)).toEqual([0, 1]);
    expect(findings({ avoid: [{ say: 'Über' }] }, 'uber alles', 'de')).toHaveLength(1);
  });

  it('stands first as far as a hundred places are told', () => {
    const found = findings({ avoid: [{ say: 'b' }, { say: 'a' }] }, 'a b '.repeat(200));
    expect(found.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, place) => place * 2));
  });
});

describe('a draft', () => {
  it('is free of findings while a brand has said nothing', () => {
    expect(findings({}, `BUY NOW WHILE IT LASTS!!! ${'cheap '.repeat(1_000)}`)).toEqual([]);
  });

  it.each([
    ['12345', []],
    ['😀😀😀😀😀', []],
    ['123456', ['6']],
    ['😀😀😀😀😀😀x', ['😀x']],
  ])('of five characters at most: %s', (text, tooMany) => {
    expect(broken({ maxCharacters: 5 }, text)).toEqual(tooMany.map((piece) => ['max-characters', piece]));
  });

  it.each([
    [1, 'Thanks! See you.', []],
    [1, 'Thanks! See you!', ['!']],
    [1, '¡Gracias!', []],
    [1, 'Thanks!!! Bye!', ['!!', '!']],
    [0, '谢谢！', ['！']],
    [0, 'Wow⁉', ['⁉']],
    [0, 'Thanks.', []],
  ])('of %i exclamation marks at most: %s', (maxExclamationMarks, text, tooMany) => {
    expect(broken({ maxExclamationMarks }, text)).toEqual(
      tooMany.map((piece) => ['max-exclamation-marks', piece]),
    );
  });

  it.each([
    ['Please READ THIS NOW, thanks', ['READ THIS NOW']],
    ['READ THIS. NOW', []],
    ['Look, I AM SO SORRY', ['AM SO SORRY']],
    ['WHAT AM I TO DO', ['WHAT AM I TO DO']],
    ['ORDER 4711 HAS LEFT', ['ORDER 4711 HAS LEFT']],
    ['STOP! READ! THIS!', ['STOP! READ! THIS']],
    ['DON’T DO THAT and AGAIN READ THIS', ['DON’T DO THAT', 'AGAIN READ THIS']],
    ['ÄRGER ÜBER ÖL', ['ÄRGER ÜBER ÖL']],
    ['ВСЕ СЮДА БЫСТРО', ['ВСЕ СЮДА БЫСТРО']],
    ['We take PDF, JPG, PNG and GIF', []],
    ['The USA and the UK', []],
    ['A B C D', []],
    ['读这个 现在 马上', []],
    ['Read This Now', []],
  ])('is read for shouting: %s', (text, rows) => {
    expect(broken({ noShouting: true }, text)).toEqual(rows.map((row) => ['no-shouting', row]));
  });

  it('that shouts may, unless the brand does not', () => {
    expect(findings({ noShouting: false }, 'READ THIS NOW')).toEqual([]);
  });

  it.each([['A'], ['AB '], ['!'], ['! '], ['a1'], ['😀'], ['A1'], ['-'], ['’']])(
    'is read in linear time: %j',
    (piece) => {
      const rules = { maxCharacters: 100_000, maxExclamationMarks: 3, noShouting: true };
      const voice = voiceSettingsSchema.parse({
        ...rules,
        avoid: [cheap, { say: 'ab ab ab' }, { say: '!' }],
      });
      expect(growth((text) => checkDraft({ text }, voice), piece)).toBeLessThan(LINEAR);
    },
  );
});
