import * as z from 'zod';
import { type Channel, channelSchema } from './identity.ts';

/** A name that people chose: an agent queue, a skill, a tag. */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and dashes, at most 64');

/** 1 is served first. */
export const prioritySchema = z.literal([1, 2, 3, 4, 5]);
export type Priority = z.infer<typeof prioritySchema>;

/** ISO 639-1. */
const language = z.string().regex(/^[a-z]{2}$/, 'must be two letters of ISO 639-1, for example en');

function anyOf<Value extends z.ZodType>(value: Value) {
  return z.array(value).min(1).max(50).optional();
}

/** All that is given must hold; of a list one entry is enough. An empty condition always holds. */
const condition = z.strictObject({
  channel: anyOf(channelSchema),
  /** Never true while the language of a text is not known. */
  language: anyOf(language),
  /** The opening turn's mood is below this: -1 is angry, 1 is happy. Never true while it is not known. */
  moodBelow: z.number().min(-1).max(1).optional(),
  /** Tags of the customer. */
  tags: anyOf(nameSchema),
  hours: z.enum(['open', 'closed']).optional(),
  /** Whole words or phrases of the opening turn, in any case. Plain text: nothing in it is a pattern. */
  keywords: anyOf(z.string().trim().min(2).max(100)),
});
export type RoutingCondition = z.infer<typeof condition>;

const rule = z.strictObject({
  /** For people who read the rules. */
  name: z.string().max(100).optional(),
  when: condition,
  assign: z.strictObject({
    agentQueue: nameSchema,
    priority: prioritySchema,
    /** What an agent must be able to do. */
    skills: z.array(nameSchema).max(20).default([]),
  }),
});
export type RoutingRule = z.infer<typeof rule>;

const perChannel = (channel: Channel[], agentQueue: string, priority: Priority): RoutingRule => ({
  when: { channel },
  assign: { agentQueue, priority, skills: [] },
});

/** The first rules, by the channel a conversation opens on: a caller waits on the line, a letter does not. */
const firstRules: RoutingRule[] = [
  perChannel(['voice'], 'calls', 1),
  perChannel(['chat'], 'messages', 2),
  perChannel(['social', 'sms'], 'messages', 3),
  perChannel(['email'], 'mail', 4),
  perChannel(['place', 'commerce'], 'back-office', 5),
];

const minutes = z.number().int().positive();

/** Who handled a person last gets their next conversation, while available and for so long. */
const sticky = z.strictObject({
  enabled: z.boolean().default(true),
  /** After so many minutes without an answer the conversation goes to its agent queue. */
  timeoutMinutes: minutes.max(10_080).default(30),
});

/** Where a conversation that opens is worked on. The first rule that holds decides. */
export const routingSettingsSchema = z.strictObject({
  rules: z.array(rule).max(200).default(firstRules),
  /** When no rule holds. */
  otherwise: z
    .strictObject({ agentQueue: nameSchema, priority: prioritySchema })
    .default({ agentQueue: 'messages', priority: 3 }),
  sticky: sticky.prefault({}),
  /** A conversation that begins so soon after another is one more urgent; 0 switches it off. */
  repeatWithinHours: z.number().min(0).max(168).default(24),
  /** A turn whose mood is below this makes its conversation one more urgent. */
  upsetBelow: z.number().min(-1).max(1).default(-0.3),
});
export type RoutingSettings = z.infer<typeof routingSettingsSchema>;

const limit = minutes.max(20_160).optional();

/** How soon an answer is due, in minutes of opening hours, by priority; without a number it is never late. */
export const slaSettingsSchema = z.strictObject({
  firstAnswerMinutes: z
    .strictObject({ 1: limit, 2: limit, 3: limit, 4: limit, 5: limit })
    .default({ 1: 5, 2: 15, 3: 60, 4: 480, 5: 1_440 }),
  /** Where a conversation goes whose answer is late; its own agent queue unless given. */
  escalationQueue: nameSchema.optional(),
});
export type SlaSettings = z.infer<typeof slaSettingsSchema>;
