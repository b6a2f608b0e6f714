import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phrasesIn, wordsOf } from '../../functions/text/phrases.ts';
import { growth, LINEAR } from './linear-time.ts';

/** What stands at each place of the text where the phrase was found. */
function found(phrase: string, text: string): string[] {
  return [...phrasesIn(wordsOf(text), phrase)].map(({ index, length }) => text.slice(index, index + length));
}

describe('a phrase', () => {
  it.each([
    ['whole words, in any case', 'cheap', 'Cheap, CHEAP and cheaper: uncheap', ['Cheap', 'CHEAP']],
    ['one that fills the text', 'cheap', 'cheap', ['cheap']],
    ['one after the other', 'so so', 'so so so so so', ['so so', 'so so']],
    [
      'signs and line breaks between its words',
      'good value',
      'good-value, GOOD \n value',
      ['good-value', 'GOOD \n value'],
    ],
    ['accents in the text alone', 'reclamation', 'une réclamation.', ['réclamation']],
    ['accents in the phrase alone', 'réclamation', 'une reclamation.', ['reclamation']],
    ['accents written by themselves', 'cafe', 'un cafe\u0301!', ['cafe\u0301']],
    ['ß and SS', 'große', 'GROSSE, grosse, große', ['GROSSE', 'grosse', 'große']],
    ['both forms of sigma', 'ΛΌΓΟΣ', 'λόγος', ['λόγος']],
    ['ligatures and full width', 'office', 'oﬃce ｏｆｆｉｃｅ', ['oﬃce', 'ｏｆｆｉｃｅ']],
    ['signs that nobody sees', 'cheap', 'che\u00adap, che\u200bap', ['che\u00adap', 'che\u200bap']],
    ['a trade mark sign', 'acme', 'Acme™ and acme®', ['Acme', 'acme']],
    ['no spaces', '便宜', '这个便宜，很便宜', ['便宜', '便宜']],
    ['no spaces, with vowel signs above', 'ก็ดี', 'มันก็ดีนะ', ['ก็ดี']],
    ['a word of Latin letters among others', 'cheap', '这个cheap的', ['cheap']],
    ['a digit among others', '5折', '今天5折！', ['5折']],
    ['an emoji', '😡', 'late 😡😡', ['😡', '😡']],
    ['an emoji in colour or not', '\u2764\uFE0F', 'I \u2764 it \u2764\uFE0F', ['\u2764', '\u2764\uFE0F']],
    ['an emoji that is asked for without colour', '\u2764', '\u2764\uFE0F', ['\u2764\uFE0F']],
    ['letters beyond the first 65,536', 'cheap', '😀 𝐜𝐡𝐞𝐚𝐩', ['𝐜𝐡𝐞𝐚𝐩']],
  ])('is found with %s', (_, phrase, text, expected) => {
    expect(found(phrase, text)).toEqual(expected);
  });

  it.each([
    ['inside a word', 'cheap', 'cheaper'],
    ['in another order', 'good value', 'value good'],
    ['with a word between', 'good value', 'good old value'],
    ['as a pattern', '.*', 'anything'],
    ['with other letters of no spaces', '退款', '我要退貨'],
    ['with another vowel sign', 'की', 'का'],
    ['with another voicing mark', 'はん', 'ばん'],
    ['inside a number', '5折', '15折'],
    ['when nothing is asked', '', 'anything'],
    ['when nothing that can be seen is asked', '\uFE0F', '\u2764\uFE0F'],
  ])('is not found %s', (_, phrase, text) => {
    expect(found(phrase, text)).toEqual([]);
  });

  it('is what stands at every place where it is found, and at none other', () => {
    const word = fc.constantFrom(
      'Cheap',
      'cheap',
      'ÇHÉAP',
      'che\u0301ap',
      'cheaper',
      'x',
      '😀',
      '便',
      '宜',
      ' ',
      '-',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.constantFrom('cheap', 'cheap x', '便宜'),
        (parts, phrase) => {
          const text = parts.join('');
          for (const piece of found(phrase, text)) {
            expect(wordsOf(piece).plain).toBe(wordsOf(phrase).plain);
            expect(found(phrase, piece)).toEqual([piece]);
          }
          expect(found(phrase, text).length > 0).toBe(wordsOf(text).plain.includes(wordsOf(phrase).plain));
        },
      ),
    );
  });

  it.each([
    ['letters', 'a'],
    ['words', 'a '],
    ['signs', '!'],
    ['accents', 'e\u0301\u0301'],
    ['letters of no spaces', '便'],
  ])('is looked for in linear time in %s', (_, piece) => {
    const phrases = ['a'.repeat(100), 'a '.repeat(50), '便'.repeat(50), '!'.repeat(50), 'b a a a a a a a'];
    const look = (text: string) => {
      const words = wordsOf(text);
      for (const phrase of phrases) for (const _span of phrasesIn(words, phrase));
    };
    expect(growth(look, piece)).toBeLessThan(LINEAR);
  });
});
