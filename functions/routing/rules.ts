import type { Channel } from '../interaction/identity.ts';
import type { RoutingCondition, RoutingSettings } from '../interaction/routing-settings.ts';
import { type HasKeyword, keywordsOf } from './keywords.ts';

/** What rules ask about a conversation that opens. */
export interface OpeningFacts {
  channel: Channel;
  /** What was said; empty where nothing was. */
  text: string;
  /** ISO 639-1; undefined when it cannot be told. */
  language?: string | undefined;
  /** -1 is angry, 1 is happy. */
  mood?: number | undefined;
  /** Of the customer. */
  tags: readonly string[];
  isOpen: boolean;
  /** The opening turn was in a bad mood. */
  isUpset: boolean;
  /** The person wrote about something else shortly before. */
  isRepeat: boolean;
}

/** Where a conversation is worked on. 1 is served first. */
export interface Assignment {
  agentQueue: string;
  priority: number;
  skills: readonly string[];
}

/** True where nothing is asked. */
function isAmong<Value>(wanted: readonly Value[] | undefined, value: Value | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}

function holds(when: RoutingCondition, facts: OpeningFacts, hasKeyword: HasKeyword): boolean {
  const { moodBelow, tags, hours, keywords } = when;
  return (
    isAmong(when.channel, facts.channel) &&
    isAmong(when.language, facts.language) &&
    (moodBelow === undefined || (facts.mood !== undefined && facts.mood < moodBelow)) &&
    (tags === undefined || tags.some((tag) => facts.tags.includes(tag))) &&
    (hours === undefined || (hours === 'open') === facts.isOpen) &&
    (keywords === undefined || hasKeyword(keywords))
  );
}

/** One more urgent. */
export function raised(priority: number, by = 1): number {
  return Math.max(1, priority - by);
}

/** A mood as bad as this makes a conversation more urgent. */
export function isUpset({ upsetBelow }: RoutingSettings, mood: number | undefined): boolean {
  return mood !== undefined && mood < upsetBelow;
}

/** The first rule that holds, its priority raised for who comes again and for who is upset. Pure. */
export function ruleFor(settings: RoutingSettings, facts: OpeningFacts): Assignment {
  const hasKeyword = keywordsOf(facts.text);
  const rule = settings.rules.find(({ when }) => holds(when, facts, hasKeyword));
  const { agentQueue, priority, skills } = rule?.assign ?? { ...settings.otherwise, skills: [] };
  const reasons = [facts.isRepeat, facts.isUpset].filter(Boolean).length;
  return { agentQueue, priority: raised(priority, reasons), skills };
}
