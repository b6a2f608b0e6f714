import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../functions/drafts/fill-template.ts';
import { InvalidRequestError, NotFoundError } from '../../functions/errors.ts';

const templates = {
  shipped: {
    de: 'Hallo {name}, Bestellung {orderNumber} ist unterwegs.',
    en: 'Hello {name}, your order {orderNumber} has left us, {name}.',
    'zh-Hant': '{name} {orderNumber} 已寄出',
  },
  thanks: { fr: 'Merci.' },
  constructor: { en: 'Built.' },
};
const values = { name: 'Ada', orderNumber: '4711' };
const fill = (
  change: Partial<Parameters<typeof fillTemplate>[1]> = {},
  languages: string[] = ['xx', 'de', 'en'],
) => fillTemplate({ templates, languages }, { template: 'shipped', values, ...change });

describe('a template', () => {
  it('is filled wherever a placeholder stands', () => {
    const text = 'Hello Ada, your order 4711 has left us, Ada.';
    expect(fill({ language: 'en' })).toEqual({ text, language: 'en' });
  });

  it('takes values as they are: neither placeholders nor patterns', () => {
    const odd = { name: '{orderNumber} $& $1', orderNumber: '{name}' };
    expect(fill({ language: 'de', values: odd }).text).toBe(
      'Hallo {orderNumber} $& $1, Bestellung {name} ist unterwegs.',
    );
  });

  it.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh', 'de'],
    ['es', 'de'],
    [undefined, 'de'],
  ])(
    'asked for in %s is written in %s: that, its base, or the first of the brand’s that there is',
    (language, expected) => {
      expect(fill({ language }).language).toBe(expected);
    },
  );

  it('of one language is written in it where the brand names none; of several it has to be said', () => {
    expect(fill({ template: 'thanks', values: {}, language: 'es' }, [])).toEqual({
      text: 'Merci.',
      language: 'fr',
    });
    for (const language of [undefined, 'es'])
      expect(() => fill({ language }, [])).toThrow(
        expect.objectContaining({
          message: expect.stringContaining('de, en, zh-Hant'),
          pointer: '/language',
        }),
      );
  });

  it('that the brand does not have is not found, by a name of JavaScript either', () => {
    for (const template of ['shiped', 'to-string', 'valueof', '__proto__'])
      expect(() => fill({ template })).toThrow(NotFoundError);
    expect(fill({ template: 'constructor', values: {} }).text).toBe('Built.');
  });

  it('takes no value from what every object has', () => {
    const hostile = { odd: { en: 'Built by {constructor}.' } };
    const request = { template: 'odd', values: {} };
    expect(() => fillTemplate({ templates: hostile, languages: [] }, request)).toThrow(InvalidRequestError);
  });

  it('is filled up to 100,000 characters: one that repeats its placeholders does not make megabytes', () => {
    const long = { long: { en: '{a}'.repeat(100) } };
    const filledBy = (a: string) =>
      fillTemplate({ templates: long, languages: [] }, { template: 'long', values: { a } }).text.length;
    expect(filledBy('x'.repeat(1_000))).toBe(100_000);
    expect(() => filledBy('x'.repeat(1_001))).toThrow(expect.objectContaining({ pointer: '/values' }));
    expect(() => filledBy('x'.repeat(1_001))).toThrow(InvalidRequestError);
  });

  it.each([
    [{ name: 'Ada' }, '/values/orderNumber'],
    [{}, '/values/name'],
    [{ ...values, colour: 'red' }, '/values/colour'],
    [{ ...values, toString: 'red' }, '/values/toString'],
  ])('refuses the values %j', (wrong, pointer) => {
    expect(() => fill({ values: wrong })).toThrow(InvalidRequestError);
    expect(() => fill({ values: wrong })).toThrow(expect.objectContaining({ pointer }));
  });
});
