import type { JourneyEntry } from '../store/journey-view.ts';
import { type ChannelSwitch, channelSwitches } from './channel-switches.ts';
import { type RepeatContact, repeatContacts } from './repeat-contacts.ts';
import { type KnownSince, type RepeatedQuestion, repeatedQuestions } from './repeated-questions.ts';

/** How a conversation went for the person. */
export interface Measures {
  channelSwitches: { count: number; switches: ChannelSwitch[] };
  hadToRepeat: { count: number; questions: RepeatedQuestion[] };
  repeatContacts: { count: number; contacts: RepeatContact[] };
  /** True while they did not have to come again. */
  firstContactResolved: boolean;
}

export interface Measured {
  /** Of the conversation, in event-time order. */
  entries: readonly JourneyEntry[];
  /** Of the same person, from before it. */
  before: readonly JourneyEntry[];
  /** When it was closed, the first time first. */
  closings: readonly string[];
  /** What was known of the person, and since when. */
  known: KnownSince;
  repeatContactHours: number;
}

/** Computes the measures of a conversation from its journey alone: the same again at any time. Pure. */
export function measure({ entries, before, closings, known, repeatContactHours }: Measured): Measures {
  const switches = channelSwitches(entries);
  const questions = repeatedQuestions(entries, known);
  const contacts = repeatContacts(entries, before, repeatContactHours, closings);
  return {
    channelSwitches: { count: switches.length, switches },
    hadToRepeat: { count: questions.length, questions },
    repeatContacts: { count: contacts.length, contacts },
    firstContactResolved: contacts.length === 0,
  };
}
