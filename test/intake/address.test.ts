import { describe, expect, it } from 'vitest';
import { addressEvents } from '../../functions/intake/address.ts';
import { providerEvent } from './example-events.ts';

const accounts = {
  desk: { brand: 'demo' },
  'help@shop.example.com': { brand: 'shop' },
  '@shop.example.com': { brand: 'catch-all' },
};

const brandsOf = (...names: string[]) =>
  addressEvents(
    names.map((account) => providerEvent('hello', account)),
    accounts,
  ).addressed.map(({ brand }) => brand);

describe('the brand of an event', () => {
  it('is the one its account is configured with', () => {
    expect(addressEvents([providerEvent('hello')], accounts)).toEqual({
      addressed: [{ ...providerEvent('hello'), brand: 'demo' }],
      unknown: undefined,
    });
  });

  it('is a mailbox own, else its domain', () => {
    expect(brandsOf('help@shop.example.com', 'other@shop.example.com', 'x@y@shop.example.com')).toEqual([
      'shop',
      'catch-all',
      'catch-all',
    ]);
  });

  it('is never guessed: unknown accounts are reported and the known ones go on', () => {
    const names = ['nobody', 'desk', 'help@example.com', 'help@sub.shop.example.com', 'shop.example.com'];
    const result = addressEvents(
      names.map((account) => providerEvent('hello', account)),
      accounts,
    );
    expect(result.addressed.map(({ account }) => account)).toEqual(['desk']);
    expect(result.unknown).toBe('unknown-account');
  });

  it('does not take what every object has for an account', () => {
    expect(brandsOf('__proto__', 'constructor', 'toString', '@constructor')).toEqual([]);
  });
});
