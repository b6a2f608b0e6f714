import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARD_REMOVED, maskCards } from '../../functions/text/card-mask.ts';
import { isCardNumber } from '../../functions/text/card-numbers.ts';
import { growth, LINEAR } from './linear-time.ts';

/** Test numbers that the issuers and payment services publish. */
const numbers: Record<string, string> = {
  Visa: '4111111111111111',
  'Visa, old, 13 digits': '4222222222222',
  'Visa, 19 digits': '4000000000000000006',
  Mastercard: '5555555555554444',
  'Mastercard, new range': '2223003122003222',
  'American Express': '378282246310005',
  Discover: '6011111111111117',
  'Diners Club': '30569309025904',
  'Diners Club, 36': '36227206271667',
  JCB: '3566002020360505',
  UnionPay: '6200000000000005',
  'UnionPay, 19 digits': '6205500000000000004',
  Maestro: '6759649826438453',
  Mir: '2200000000000004',
};

const visa = '4111 1111 1111 1111';
const cards: [name: string, text: string, masked: string][] = [
  ['in a sentence', `my card is ${visa}, valid 12/27`, 'my card is [card removed], valid 12/27'],
  ['with dashes', '4111-1111-1111-1111', '[card removed]'],
  ['with dots, before a full stop', 'It is 4111.1111.1111.1111.', 'It is [card removed].'],
  ['with no-break spaces', '4111\u00a01111\u00a01111\u00a01111', '[card removed]'],
  ['with long dashes', '4111–1111–1111–1111', '[card removed]'],
  ['with spaced dashes', '4111 - 1111 - 1111 - 1111', '[card removed]'],
  ['with two kinds of separators', '4111 1111-1111 1111', '[card removed]'],
  ['over a line break', 'card 4111 1111\n1111 1111 please', 'card [card removed] please'],
  ['over a line break of Windows', '4111 1111 \r\n1111 1111', '[card removed]'],
  ['over a line break in JSON text', '{"text":"4111 1111\\n1111 1111"}', '{"text":"[card removed]"}'],
  ['as a JSON number', '{"pan":4111111111111111}', '{"pan":[card removed]}'],
  ['as printed on an American Express', '3782 822463 10005', '[card removed]'],
  ['as printed on a Diners Club', '3056 930902 5904', '[card removed]'],
  ['in halves', '41111111 11111111', '[card removed]'],
  ['digit by digit', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '[card removed]'],
  ['in pairs', '41-11-11-11-11-11-11-11', '[card removed]'],
  ['before its code', `${visa} 123`, '[card removed] 123'],
  ['before its expiry', `${visa} 12/27 123`, '[card removed] 12/27 123'],
  ['before its expiry in four digits', `${visa} 1227`, '[card removed] 1227'],
  ['in full-width digits', '４１１１１１１１１１１１１１１１', '[card removed]'],
  ['in full-width digits and spaces', '４１１１　１１１１－１１１１−１１１１', '[card removed]'],
  ['in Arabic digits', '٤١١١ ١١١١ ١١١١ ١١١١ و ۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱', '[card removed] و [card removed]'],
  ['with digits of two scripts', '4111 1111 １１１１ 1111', '[card removed]'],
  ['with a zero-width space', '4111\u200b1111\u200b1111\u200b1111', '[card removed]'],
  [
    'with unseen characters anywhere',
    '41\u200d11 1\u00ad11\u20601 \ufeff1111\u200c 1\u200e111',
    '[card removed]',
  ],
  ['with fifty unseen characters', `4111${'\u200b'.repeat(50)}111111111111`, '[card removed]'],
  ['before unseen characters', '4111111111111111\u200b\u200b.', '[card removed]\u200b\u200b.'],
  ['with thin spaces', '4111\u20091111\u20091111\u20091111', '[card removed]'],
  ['before its expiry and code, by commas', '4111111111111111,12/27,123', '[card removed],12/27,123'],
  [
    'in a script without spaces',
    '我的卡4111111111111111です。卡号5555555555554444',
    '我的卡[card removed]です。卡号[card removed]',
  ],
  [
    'beside Cyrillic and Thai letters',
    'номер4111111111111111и บัตร4111111111111111',
    'номер[card removed]и บัตร[card removed]',
  ],
  ['in brackets', `(${visa})`, '([card removed])'],
  [
    'after a word of cards',
    'Visa4111111111111111 card:4111111111111111',
    'Visa[card removed] card:[card removed]',
  ],
  ['before a word of cards', '4111111111111111exp 12/27', '[card removed]exp 12/27'],
  ['beside another', '5555555555554444,4111111111111111', '[card removed],[card removed]'],
  ['beside another of the same form', `${visa} 5555 5555 5555 4444`, '[card removed] [card removed]'],
  ['below another', '4111111111111111\n5555555555554444', '[card removed]\n[card removed]'],
  ['after a small number', `2 4111 1111 1111 1111`, '2 [card removed]'],
  [
    'in an address',
    'https://shop.example/pay?card=4111111111111111&x=1',
    'https://shop.example/pay?card=[card removed]&x=1',
  ],
];

/** None of these may change: each passes some of the tests of a card number, most of them the Luhn check. */
const others: [name: string, text: string][] = [
  ['a wrong check digit', '4111 1111 1111 1112'],
  ['no known issuer', '1234567812345670 9999999999999995'],
  ['a length its issuer does not have', '411111111111116 55555555555544445'],
  ['20 digits', '41111111111111111111'],
  ['20 digits in groups', '4111 1111 1111 1111 1111'],
  ['a longer code around a card', '9400 4111 1111 1111 1111 5566'],
  ['a tracking code', '9400 1118 9922 3344 5566 77'],
  ['a parcel number with letters', 'JJD014111111111111111'],
  ['an order number', 'ORD-4111111111111111'],
  ['a code that goes on with letters', '4111111111111111ABC 4111111111111111-A'],
  ['a number with an underscore', 'order_4111111111111111_1'],
  ['phone numbers', '+1 415 555 0101, +4111111111111111, 415 555 0101 415 555 0102'],
  ['phone numbers of eight digits below each other', '41234567\n41234569'],
  ['an IBAN', 'DE89 3704 0044 0532 0130 00, GB29 NWBK 6016 1331 9268 19'],
  ['an IBAN whose account is like a card', 'LT12 4111 1111 1111 1111, NL91ABNA4111111111111111'],
  ['a time in milliseconds and in microseconds', '1772619072345 1772619072345000'],
  ['a fraction', '0.4111111111111111'],
  ['an amount', '4111111111111111.50 and 4111111111111111,5'],
  ['a number with thousands', '4 111 111 111 111 111'],
  ['an id of WhatsApp', 'wamid.HBgLMTQxNTU1NTAxMDEVAgARGBI4111111111111111AA=='],
  ['an id of Messenger', 'm_AG5Hz2U4111111111111111'],
  ['a UUID', '41111111-1111-1111-4111-111111111112'],
  ['a call SID', 'CA4111111111111111d3f5d3f5d3f5d3f5'],
  ['dates', '2026-03-04 10:11:12 2026-03-05 10:11:12'],
  ['an IP address and a version', '192.0.2.10 192.0.2.11, 4.11.111.1111'],
  ['scattered numbers', 'I bought 4111 on 11.11., then 1111, then 1111.'],
  ['two line breaks inside', '4111\n1111 1111\n1111'],
  ['an empty line inside', '4111 1111\n\n1111 1111'],
];

/** Random digits of a random issuer, with the check digit that makes them a card number. */
const anyCard = fc
  .tuple(
    fc.constantFrom(
      ['4', 16],
      ['51', 16],
      ['2221', 16],
      ['34', 15],
      ['6011', 16],
      ['36', 14],
      ['3528', 16],
      ['62', 19],
    ),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 19, maxLength: 19 }),
  )
  .map(([[prefix, length], digits]) => {
    const body = `${prefix}${digits.join('')}`.slice(0, Number(length) - 1);
    return Array.from({ length: 10 }, (_, check) => `${body}${check}`).find(isCardNumber) ?? '';
  });

const separator = fc.constantFrom(' ', '-', '.', '\u00a0', '\t', ' - ');

describe('card numbers', () => {
  it.each(Object.entries(numbers))('masks a %s number, whole and in fours', (_, digits) => {
    expect(maskCards(`pay with ${digits} now`)).toBe('pay with [card removed] now');
    expect(maskCards((digits.match(/.{1,4}/g) ?? []).join(' '))).toBe(CARD_REMOVED);
  });

  it.each(cards)('masks one %s', (_, text, masked) => {
    expect(maskCards(text)).toBe(masked);
  });

  it.each(others)('leaves %s alone', (_, text) => {
    expect(maskCards(text)).toBe(text);
  });

  it('masks any card in any text, and nothing around it', () => {
    const words = fc.string().map((text) => text.replace(/[\d\p{L}\p{N}+_.,\-\\]/gu, ''));
    fc.assert(
      fc.property(anyCard, separator, words, words, (digits, between, before, after) => {
        const grouped = (digits.match(/.{1,4}/g) ?? []).join(between);
        expect(maskCards(`${before}; ${grouped} ;${after}`)).toBe(`${before}; ${CARD_REMOVED} ;${after}`);
      }),
    );
  });

  it('never touches a longer run of digits', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(digits, (run) => {
        expect(maskCards(`code ${run.join('')} end`)).toBe(`code ${run.join('')} end`);
      }),
    );
  });

  it('changes nothing but digits and what separates them, and is done after once', () => {
    const piece = fc.oneof(
      anyCard,
      separator,
      fc.string(),
      fc.constantFrom('\n', '12', '2027', '4111', '\\n'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const masked = maskCards(text);
        expect(maskCards(masked)).toBe(masked);
        const rest = (part: string) => part.replaceAll(CARD_REMOVED, '').replace(/[^\p{L}]/gu, '');
        if (!text.includes('\\')) expect(rest(masked)).toBe(rest(text));
      }),
    );
  });

  it.each(['4', '4 ', '4111 ', '4111 1111 1111 1111 ', '1.\n', '0', ' ', '\n', '12-', 'GB29 NWBK '])(
    'takes linear time for %j',
    (piece) => {
      expect(growth(maskCards, piece)).toBeLessThanOrEqual(LINEAR);
    },
  );
});
