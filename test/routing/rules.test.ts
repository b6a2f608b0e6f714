import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/interaction/brand-settings.ts';
import { channels } from '../../functions/interaction/identity.ts';
import {
  type RoutingCondition,
  routingSettingsSchema,
} from '../../functions/interaction/routing-settings.ts';
import { keywordsOf } from '../../functions/routing/keywords.ts';
import { isUpset, type OpeningFacts, ruleFor } from '../../functions/routing/rules.ts';

const facts: OpeningFacts = {
  channel: 'sms',
  text: 'Where is my order?',
  tags: [],
  isOpen: true,
  isUpset: false,
  isRepeat: false,
};
const { routing } = defaultSettings;

describe('the first rules', () => {
  const of = (channel: OpeningFacts['channel']) => ruleFor(routing, { ...facts, channel });

  it('know every channel', () => {
    const queues = channels.map((channel) => of(channel).agentQueue);
    expect(Object.fromEntries(channels.map((channel, index) => [channel, queues[index]]))).toEqual({
      email: 'mail',
      sms: 'messages',
      social: 'messages',
      voice: 'calls',
      chat: 'messages',
      place: 'back-office',
      commerce: 'back-office',
    });
  });

  it('serve who waits on the line first, a letter last', () => {
    expect(channels.map((channel) => of(channel).priority)).toEqual([4, 3, 3, 1, 2, 5, 5]);
  });

  it('raise the priority of who comes again and of who is upset, to 1 at most', () => {
    const priorityOf = (change: Partial<OpeningFacts>) => ruleFor(routing, { ...facts, ...change }).priority;
    expect(priorityOf({ isRepeat: true })).toBe(2);
    expect(priorityOf({ isUpset: true })).toBe(2);
    expect(priorityOf({ isUpset: true, isRepeat: true })).toBe(1);
    expect(priorityOf({ isUpset: true, isRepeat: true, channel: 'chat' })).toBe(1);
  });
});

describe('a rule', () => {
  const when = (condition: Partial<RoutingCondition>, change: Partial<OpeningFacts> = {}) => {
    const rules = [{ when: condition, assign: { agentQueue: 'special', priority: 2, skills: ['gold'] } }];
    const settings = routingSettingsSchema.parse({ rules });
    return ruleFor(settings, { ...facts, ...change }).agentQueue === 'special';
  };

  it.each<[string, Partial<RoutingCondition>, Partial<OpeningFacts>, Partial<OpeningFacts>]>([
    ['a channel', { channel: ['chat', 'sms'] }, { channel: 'chat' }, { channel: 'email' }],
    ['a language', { language: ['de'] }, { language: 'de' }, { language: 'en' }],
    ['a language that is not known', { language: ['de'] }, { language: 'de' }, {}],
    ['a mood', { moodBelow: -0.2 }, { mood: -0.3 }, { mood: -0.2 }],
    ['a mood that is not known', { moodBelow: 1 }, { mood: 0 }, {}],
    ['a tag', { tags: ['vip', 'gold'] }, { tags: ['gold'] }, { tags: ['silver'] }],
    ['open hours', { hours: 'open' }, { isOpen: true }, { isOpen: false }],
    ['closed hours', { hours: 'closed' }, { isOpen: false }, { isOpen: true }],
    ['a keyword', { keywords: ['refund'] }, { text: 'A REFUND, please' }, { text: 'refunded' }],
    [
      'two things at once',
      { channel: ['chat'], hours: 'closed' },
      { channel: 'chat', isOpen: false },
      { channel: 'chat', isOpen: true },
    ],
  ])('that asks for %s holds for it and for nothing else', (_, condition, positive, negative) => {
    expect([when(condition, positive), when(condition, negative)]).toEqual([true, false]);
  });

  it('without a condition always holds', () => {
    expect(when({})).toBe(true);
  });

  it('before another decides; when none holds, what the brand says otherwise', () => {
    const settings = routingSettingsSchema.parse({
      rules: [
        { when: { keywords: ['refund'] }, assign: { agentQueue: 'money', priority: 2, skills: ['refunds'] } },
        { when: { channel: ['sms'] }, assign: { agentQueue: 'texts', priority: 4 } },
      ],
      otherwise: { agentQueue: 'rest', priority: 5 },
    });
    const text = 'I want a refund';
    expect(ruleFor(settings, { ...facts, text })).toEqual({
      agentQueue: 'money',
      priority: 2,
      skills: ['refunds'],
    });
    expect(ruleFor(settings, facts)).toEqual({ agentQueue: 'texts', priority: 4, skills: [] });
    expect(ruleFor(settings, { ...facts, channel: 'chat' })).toEqual({
      agentQueue: 'rest',
      priority: 5,
      skills: [],
    });
  });
});

describe('a keyword', () => {
  it.each([
    ['cancel', 'Please CANCEL it.', true],
    ['cancel', 'cancellation', false],
    ['money back', 'I want my money  back!', true],
    ['money back', 'back with my money', false],
    ['réclamation', 'une reclamation', true],
    ['reclamation', 'une réclamation', true],
    ['c++', 'a c++ question', true],
    ['退款', '我要退款谢谢', true],
    ['退款', '我要退貨', false],
    ['😡', 'late again 😡😡', true],
    ['😡', 'late again', false],
    ['.*', 'anything', false],
  ])('%s in %j: %s', (keyword, text, found) => {
    expect(keywordsOf(text)([keyword])).toBe(found);
  });

  it('is looked for in no time, whatever stands in rule and text', () => {
    const hostile = ['(a+)+$', '\\', '[', 'a'.repeat(100), '  x  '];
    const begin = performance.now();
    for (let round = 0; round < 100; round += 1) keywordsOf('a '.repeat(100_000))(hostile);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

describe('who is upset', () => {
  it('is below what the brand says; a mood that is not known says nothing', () => {
    expect([-0.31, -0.3, 0, undefined].map((mood) => isUpset(routing, mood))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
