import { describe, expect, it } from 'vitest';
import { newCode, newToken, proofOfCode, proofOfToken } from '../../functions/conversation/handoff-proof.ts';
import {
  callOf,
  codeIn,
  HANDOFF_REMOVED,
  tokensOf,
  withoutPresented,
  withoutTokens,
} from '../../functions/conversation/presented.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import { referenceKeys } from '../../functions/store/references.ts';
import { message, noon } from '../router/events.ts';

const key = 'k'.repeat(64);
const target = { brand: 'demo', channel: 'sms' } as const;
const text = (said: string, provider: RecordedEvent['provider'] = 'sms/twilio') =>
  codeIn(message({ id: '1', text: said, provider }))?.code;

describe('the call in which something was said', () => {
  it.each([
    [`demo:${'v'.repeat(5_000)}`, undefined],
    ['demo:voice/twilio:+1:\u00fc', undefined],
    ['other:voice/twilio:+1:CA1', undefined],
    ['demo:voice/twilio:+1:CA1', 'demo:voice/twilio:+1:CA1'],
  ])('is one of this brand that can be: %j', (duringCall, call) => {
    const event = message({ id: '1' });
    const interaction = { ...event.interaction, duringCall } as RecordedEvent['interaction'];
    expect(callOf({ ...event, interaction })).toBe(call);
    expect(referenceKeys({ ...event, interaction })).toHaveLength(call === undefined ? 0 : 1);
  });
});

describe('a code in a text', () => {
  it.each([
    ['482913', '482913'],
    [' 482913\n', '482913'],
    ['482 913', '482913'],
    ['482-913.', '482913'],
    ['My code is 4 8 2 9 1 3, thanks', '482913'],
    ['000000', '000000'],
  ])('%j is %s', (said, code) => {
    expect(text(said)).toBe(code);
  });

  it.each([
    '48291',
    '4829134',
    '482913 and 5',
    'Call +1 415 555 0123',
    'It was 12.50 for 482913',
    '482/913',
    'four eight two nine one three',
    '',
    `482913 ${'x'.repeat(160)}`,
  ])('%j is none', (said) => {
    expect(text(said)).toBeUndefined();
  });

  it('is what a person sends, in a message or a postback', () => {
    const sent = message({ id: '1', text: '482913', direction: 'outbound' });
    expect(codeIn(sent)).toBeUndefined();
    const { direction, contact } = message({ id: '1' }).interaction;
    const keys = { kind: 'postback', direction, contact, payload: '482913' } as const;
    expect(codeIn({ provider: 'voice/twilio', interaction: keys })?.code).toBe('482913');
    const call = { kind: 'call', direction, contact } as const;
    expect(codeIn({ provider: 'voice/twilio', interaction: call })).toBeUndefined();
  });
});

describe('a code that is spoken', () => {
  it.each([
    ['It is 482913.', '482913'],
    ['4, 8, 2, 9, 1, 3', '482913'],
    ['four eight two, nine one three', '482913'],
    ['Four Eight Two Nine One Three', '482913'],
    ['One moment. My code: four eight two nine one three', '482913'],
    ['double four oh triple nine', '440999'],
    ['vier acht zwei neun eins drei', '482913'],
    ['Mein Code ist fünf null sechs sieben zwo acht', '506728'],
    ['quatre huit deux neuf un trois', '482913'],
    ['cuatro ocho dos nueve uno tres', '482913'],
    ['quatro oito dois nove um três', '482913'],
    ['quattro otto due nove uno tre', '482913'],
    ['48 29 13', '482913'],
  ])('%j is %s', (said, code) => {
    expect(text(said, 'voice/twilio')).toBe(code);
  });

  it.each(['four eight two nine one', 'four eight two and then nine one three', '482913 or 482914', 'hello'])(
    '%j is none',
    (said) => {
      expect(text(said, 'voice/twilio')).toBeUndefined();
    },
  );
});

describe('a token', () => {
  const token = newToken(key, target, noon);

  it('is ours for its brand and channel, with its key, unchanged', () => {
    expect(proofOfToken(key, target, token)).toBeDefined();
    const wrong = [
      proofOfToken('x'.repeat(64), target, token),
      proofOfToken(key, { ...target, brand: 'other' }, token),
      proofOfToken(key, { ...target, channel: 'voice' }, token),
      proofOfToken(key, target, `${token}x`),
      proofOfToken(key, target, ` ${token}`),
      proofOfToken(key, target, token.replace('tlh_', 'tlh_x').slice(0, -1)),
      proofOfToken(key, target, ''),
    ];
    expect(wrong).toEqual(wrong.map(() => undefined));
  });

  it('is found wherever it stands, and taken out', () => {
    const { interaction } = message({
      id: '1',
      text: `Look: https://shop.example/chat#handoff=${token} "now"`,
    });
    const everywhere = { ...interaction, origin: { type: 'link', url: `https://x.example/?t=${token}&u=1` } };
    expect(tokensOf(everywhere)).toEqual([token]);
    expect(withoutTokens(everywhere, [token])).toMatchObject({
      text: `Look: https://shop.example/chat#handoff=${HANDOFF_REMOVED} "now"`,
      origin: { url: `https://x.example/?t=${HANDOFF_REMOVED}&u=1` },
    });
    expect(withoutTokens(interaction, [])).toBe(interaction);
    expect(tokensOf(message({ id: '1', text: 'tlh_short.x.y' }).interaction)).toEqual([]);
  });
});

describe('what is stored of a code', () => {
  it('is another for every brand, channel and key, and tells nothing of the code', () => {
    const proofs = [
      proofOfCode(key, target, '482913'),
      proofOfCode(key, target, '482914'),
      proofOfCode(key, { ...target, brand: 'other' }, '482913'),
      proofOfCode(key, { ...target, channel: 'voice' }, '482913'),
      proofOfCode('x'.repeat(64), target, '482913'),
    ];
    const texts = proofs.flatMap(({ handoffId, proof }) => [handoffId, proof]);
    expect(new Set(texts).size).toBe(10);
    expect(proofOfCode(key, target, '482913')).toEqual(proofs[0]);
  });

  it('is made of six digits, leading zeros too', () => {
    const codes = Array.from({ length: 2_000 }, newCode);
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(1_900);
  });
});

describe('the call in which something was said', () => {
  const said = message({ id: '1', provider: 'voice/twilio', account: '+14155550199' });

  it('is the one that the turn refers to, in its own brand', () => {
    const { interaction } = said;
    expect(callOf({ ...said, interaction: { ...interaction, replyTo: 'CA1' } })).toBe(
      'demo:voice/twilio:+14155550199:CA1',
    );
    const turn = { kind: 'message', direction: 'inbound', contact: interaction.contact } as const;
    const ofCall = (duringCall: string) => callOf({ ...said, interaction: { ...turn, duringCall } });
    expect(ofCall('demo:voice/connect:line:7')).toBe('demo:voice/connect:line:7');
    expect(ofCall('other:voice/connect:line:7')).toBeUndefined();
    expect(callOf(said)).toBeUndefined();
    expect(
      callOf({ ...message({ id: '1' }), interaction: { ...interaction, replyTo: 'SM1' } }),
    ).toBeUndefined();
  });

  it('keeps what else was said', () => {
    const { interaction } = message({ id: '1', text: 'It is 482 913, bye' });
    expect(withoutPresented(interaction, { code: '482913', written: '482 913' })).toMatchObject({
      text: `It is ${HANDOFF_REMOVED}, bye`,
    });
  });
});
