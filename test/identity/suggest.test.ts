import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBlocked } from '../../functions/identity/blocked.ts';
import { numberFinder } from '../../functions/identity/numbers-in-text.ts';
import { claimsOf, mayClaim } from '../../functions/identity/suggestion-rules.ts';
import {
  foldEvidence,
  LISTED_FROM,
  reasons,
  scoreOf,
  withEvidence,
} from '../../functions/identity/suggestion-score.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import {
  type Suggestion,
  type SuggestionEvidence,
  type SuggestionStatus,
  suggestionReasons,
} from '../../functions/store/suggestions.ts';
import { mail, message, phone } from '../router/events.ts';
import { growth, LINEAR } from '../text/linear-time.ts';

const ada: Identity = { kind: 'email', scope: '', value: 'ada@example.com' };
const unproven: Identity = { ...ada, scope: 'unverified' };
const device: Identity = { kind: 'visitor', scope: 'shop.example.com', value: 'device-1' };

interface Letter {
  text: string;
  visibleText?: string;
  automatic?: string;
  forwarded?: boolean;
  direction?: 'inbound' | 'outbound';
}

/** A mail with this text. */
function letter({ text, visibleText, automatic, forwarded, direction = 'inbound' }: Letter): RecordedEvent {
  const event = mail({ id: '1', messageId: '<1@example.com>', direction });
  const { interaction } = event;
  if (interaction.kind !== 'message' || interaction.mail === undefined) throw new Error('no mail');
  const extra = { ...(visibleText && { visibleText }), ...(forwarded && { forwarded }) };
  const fields = { ...interaction.mail, ...(automatic && { automatic }) };
  return { ...event, interaction: { ...interaction, text, mail: fields, ...extra } };
}

const regions = {
  none: await numberFinder(undefined),
  US: await numberFinder('US'),
  XX: await numberFinder('XX'),
};

const claims = (event: RecordedEvent, region: keyof typeof regions = 'none') =>
  claimsOf(event, regions[region]).map(({ identity, reason }) => [reason, identity.value]);

const SIGNED = 'Where is my order?\n\n-- \nAda Example\nPhone: +1 (415) 555-0123';

describe('a number in a mail', () => {
  it('is claimed by its signature', () => {
    expect(claims(letter({ text: SIGNED, visibleText: 'Where is my order?' }))).toEqual([
      ['number-in-signature', '+14155550123'],
    ]);
  });

  it('is claimed by the text above it, and counts once by its better reason', () => {
    const visibleText = 'Call me at +1 415 555 0123 or +1 415 555 0124';
    const text = `${visibleText}\n\n-- \nAda\n+14155550123`;
    expect(claims(letter({ text, visibleText }))).toEqual([
      ['number-in-signature', '+14155550123'],
      ['number-in-text', '+14155550124'],
    ]);
  });

  it('is read without its country code only where the brand has a region', () => {
    const event = letter({ text: 'Hi\n\n-- \nAda, (415) 555-0123' });
    expect(claims(event)).toEqual([]);
    expect(claims(event, 'US')).toEqual([['number-in-signature', '+14155550123']]);
    expect(claims(event, 'XX')).toEqual([]);
  });

  it('is claimed in each of its writings', () => {
    expect(claims(letter({ text: 'Oi\n\n-- \nAna +55 11 98765-4321' }))).toEqual([
      ['number-in-signature', '+5511987654321'],
      ['number-in-signature', '+551187654321'],
    ]);
  });

  it('is nobody’s in what somebody else wrote before', () => {
    const text = 'Thanks\n\nOn Tue, 10 Mar 2026, Bob wrote:\n> Hi\n> -- \n> Bob, +1 415 555 0199';
    expect(claims(letter({ text, visibleText: 'Thanks' }))).toEqual([]);
  });

  it.each([
    ['a machine wrote', letter({ text: SIGNED, automatic: 'auto-replied' })],
    ['was forwarded', letter({ text: SIGNED, forwarded: true })],
    ['we wrote', letter({ text: SIGNED, direction: 'outbound' })],
    ['is no mail', message({ id: '1', text: SIGNED })],
  ])('is not claimed by what %s', (_, event) => {
    expect(claims(event)).toEqual([]);
    expect(mayClaim(event)).toBe(false);
  });

  it.each([
    'Order 4155550123456, of 2026-03-10 12:30',
    'IBAN DE89 3704 0044 0532 0130 00',
    'Card [card removed]',
    'Version 1.2.3.4.5.6.7.8',
  ])('is none of the digits in %j', (text) => {
    expect(claims(letter({ text: `Hi\n\n-- \n${text}`, visibleText: text }), 'US')).toEqual([]);
  });

  it('is one of five at most', () => {
    const many = Array.from({ length: 9 }, (_, last) => `+1 415 555 013${last}`).join('\n');
    expect(claims(letter({ text: `Hi\n\n-- \n${many}` }))).toHaveLength(5);
  });

  it.each(['1', '(1', '+1 415 555 012 ', '1.1.1.', '(2', '-- \n', '+1\n'])(
    'is looked for in linear time among %j',
    (piece) => {
      const read = (text: string) => claimsOf(letter({ text, visibleText: text }), regions.US);
      expect(growth(read, piece)).toBeLessThan(LINEAR);
    },
    20_000,
  );
});

describe('a contact that proves nothing', () => {
  const shown = (contact: Parameters<typeof message>[0]['contact']) =>
    claims(message({ id: '1', ...(contact && { contact }) }));

  it('claims what its payload shows beside it, and with proof it does not', () => {
    const alsoKnownAs = [ada, phone()];
    expect(shown({ assurance: 'claimed', alsoKnownAs })).toEqual([['shown-together', 'ada@example.com']]);
    expect(shown({ assurance: 'asserted', alsoKnownAs })).toEqual([]);
  });

  it('claims no more than a few', () => {
    const alsoKnownAs = Array.from({ length: 100 }, (_, each) => ({ ...ada, value: `${each}@example.com` }));
    expect(shown({ assurance: 'claimed', alsoKnownAs })).toHaveLength(20);
  });

  it('claims a device as such, and never what is of one contact alone', () => {
    const anonymous: Identity = { kind: 'anonymous', scope: 'voice/twilio/1', value: 'CA1' };
    expect(shown({ assurance: 'claimed', alsoKnownAs: [device, anonymous] })).toEqual([
      ['shared-device', 'device-1'],
    ]);
  });

  it('claims to be the address that its mail names, and a proven mail does not', () => {
    const from = (identity: Identity) => claims(mail({ id: '1', messageId: '<1@example.com>', identity }));
    expect(from(unproven)).toEqual([['unverified-sender', 'ada@example.com']]);
    expect(from(ada)).toEqual([]);
  });
});

describe('a score', () => {
  it('lists every reason but a name, which only adds', () => {
    for (const reason of suggestionReasons)
      expect([reason, scoreOf([{ reason }]) >= LISTED_FROM]).toEqual([reason, reason !== 'same-name']);
    const number = { reason: 'number-in-text' } as const;
    expect(scoreOf([number, { reason: 'same-name' }])).toBeGreaterThan(scoreOf([number]));
    expect(scoreOf([number, number])).toBe(scoreOf([number]));
  });

  it('has a text for people', () => {
    expect(new Set(Object.values(reasons).map(({ text }) => text)).size).toBe(suggestionReasons.length);
  });
});

const evidence: fc.Arbitrary<SuggestionEvidence> = fc.record({
  reason: fc.constantFrom(...suggestionReasons),
  source: fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5'),
  at: fc.constantFrom('2026-03-10T12:00:00.000Z', '2026-03-10T12:00:01.000Z'),
});

describe('evidence', () => {
  it('folds to the same in any order, grouping and repetition, and stays small', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(evidence, { maxLength: 8 }), { maxLength: 6 }),
        fc.nat(),
        (parts, turn) => {
          const all = foldEvidence(...parts);
          const turned = [...parts.slice(turn % 6), ...parts.slice(0, turn % 6)].reverse();
          const oneByOne = turned.reduce<SuggestionEvidence[]>(
            (sum, part) => foldEvidence(sum, part, part),
            [],
          );
          expect(oneByOne).toEqual(all);
          expect(all.length).toBeLessThanOrEqual(3 * suggestionReasons.length);
        },
      ),
    );
  });

  it('changes nothing of what was decided, nor when it is known', () => {
    const told: SuggestionEvidence = {
      reason: 'shown-together',
      source: 'i1',
      at: '2026-03-10T12:00:00.000Z',
    };
    const standing = (status: SuggestionStatus): Suggestion => ({
      suggestionId: 'sug_1',
      a: { identity: phone(), epoch: 0 },
      b: { identity: ada, epoch: 0 },
      status,
      evidence: [told],
      score: 0.6,
    });
    const more: SuggestionEvidence = { ...told, reason: 'same-name' };
    expect(withEvidence(standing('pending'), [more])?.score).toBe(0.68);
    expect(withEvidence(standing('waiting'), [more])?.status).toBe('waiting');
    expect(withEvidence(standing('pending'), [told])).toBeUndefined();
    expect(withEvidence(standing('declined'), [more])).toBeUndefined();
    expect(withEvidence(standing('accepted'), [more])).toBeUndefined();
  });
});

describe('a blocked value', () => {
  const blockedIdentities = [
    { kind: 'phone', scope: '', value: '+5511987654321' },
    { kind: 'email', scope: '', value: 'Desk@Example.com' },
  ] as const;
  const blocks = (identity: Identity) => isBlocked({ blockedIdentities: [...blockedIdentities] }, identity);

  it('is blocked in each of its writings', () => {
    expect(blocks({ kind: 'phone', scope: '', value: '+551187654321' })).toBe(true);
    expect(blocks({ kind: 'email', scope: 'unverified', value: 'desk@example.com' })).toBe(true);
  });

  it('is no other value', () => {
    expect(blocks(phone())).toBe(false);
    expect(blocks(ada)).toBe(false);
    expect(blocks({ kind: 'whatsapp', scope: '', value: '+5511987654321' })).toBe(false);
  });
});

describe('numbers in a text', () => {
  it('are those at its end, each once', () => {
    const filler = 'x'.repeat(5_000);
    expect(regions.none(`+14155550123 ${filler} +14155550124 and +1 415 555 0124`)).toEqual([phone('0124')]);
  });
});
