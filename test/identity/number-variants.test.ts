import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { variantsOf } from '../../functions/identity/number-variants.ts';
import type { Identity } from '../../functions/interaction/identity.ts';

const phone = (value: string): Identity => ({ kind: 'phone', scope: '', value });
const variants = (value: string) => variantsOf(phone(value)).map((identity) => identity.value);

describe('numbers with two writings', () => {
  it.each([
    ['Brazil, São Paulo', '+551187654321', '+5511987654321'],
    ['Brazil, old range 6', '+552161234567', '+5521961234567'],
    ['Brazil, old range 7', '+551172345678', '+5511972345678'],
    ['Brazil, old range 9', '+553191234567', '+5531991234567'],
    ['Brazil, last area code', '+559988887777', '+5599988887777'],
    ['Mexico City', '+525512345678', '+5215512345678'],
    ['Mexico, Monterrey', '+528112345678', '+5218112345678'],
    ['Mexico, three-digit area', '+529981234567', '+5219981234567'],
    ['Argentina, Buenos Aires', '+541155550101', '+5491155550101'],
    ['Argentina, Rosario', '+543415550101', '+5493415550101'],
    ['Argentina, four-digit area', '+542944550101', '+5492944550101'],
  ])('%s: each finds the other', (_, short, long) => {
    expect(variants(short)).toEqual([long]);
    expect(variants(long)).toEqual([short]);
  });
});

describe('numbers with one writing', () => {
  it.each([
    ['a landline of São Paulo', '+551133334444'],
    ['a landline of Cascavel', '+554532782153'],
    ['a landline that begins with 2', '+552122345678'],
    ['a landline that begins with 5', '+556152345678'],
    ['a new Brazilian mobile that never had eight digits', '+5511933334444'],
    ['a landline with a 9 that somebody added', '+5545932782153'],
    ['a Brazilian area that does not exist', '+552087654321'],
    ['a Brazilian area that does not exist, with the 9', '+5520987654321'],
    ['a Brazilian number that is too short', '+55118765432'],
    ['a Brazilian number that is too long', '+55119876543210'],
    ['a Brazilian service', '+55800765432'],
    ['a Mexican free call', '+528001234567'],
    ['a Mexican premium call', '+529001234567'],
    ['a Mexican free call of the second range', '+528881234567'],
    ['a Mexican number that begins with 1', '+521551234567'],
    ['an Argentine number with the 15 of national writing', '+54111555550101'],
    ['an Argentine free call', '+548001234567'],
    ['a number of the United States', '+14155550123'],
    ['a number of Germany', '+4915112345678'],
    ['a number of Chile, which always has its 9', '+56912345678'],
  ])('%s', (_, number) => {
    expect(variants(number)).toEqual([]);
  });

  it('is everything that is no phone', () => {
    expect(variantsOf({ kind: 'whatsapp', scope: '1', value: '+551187654321' })).toEqual([]);
    expect(variantsOf({ kind: 'email', scope: '', value: 'ada@example.com' })).toEqual([]);
  });
});

const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const national = fc.tuple(fc.constantFrom('+55', '+52', '+521', '+54', '+549'), fc.nat({ max: 2 }));
const anyNumber = national.chain(([code, more]) => digits(9 + more).map((rest) => code + rest));

describe('for any number of these countries', () => {
  it('variants are mutual, one at most, and never the number itself', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        const found = variants(number);
        expect(found.length).toBeLessThan(2);
        for (const other of found) {
          expect(other).not.toBe(number);
          expect(variants(other)).toEqual([number]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  // Google's numbering data as an oracle: https://github.com/google/libphonenumber
  it('no Brazilian landline ever gets a variant', () => {
    const type = (number: string) => parsePhoneNumberFromString(number)?.getType();
    let landlines = 0;
    fc.assert(
      fc.property(digits(10), (rest) => {
        if (type(`+55${rest}`) !== 'FIXED_LINE') return;
        landlines += 1;
        expect(variants(`+55${rest}`)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(landlines).toBeGreaterThan(50);
  });

  it('every long form of a Brazilian mobile is a mobile', () => {
    fc.assert(
      fc.property(digits(10), (rest) => {
        for (const long of variants(`+55${rest}`))
          expect(parsePhoneNumberFromString(long)?.getType()).toBe('MOBILE');
      }),
      { numRuns: 2000 },
    );
  });
});
