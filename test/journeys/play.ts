import { type Person, person } from '../faults/people.ts';
import type { Api } from './api.ts';
import { type Hand, handOn } from './hand.ts';
import { type Mail, mailOf } from './mail.ts';
import { type Messenger, messengerOf } from './messenger.ts';
import { type Brand, type OurSide, sides } from './our-side.ts';
import { type Sms, smsOf } from './sms.ts';
import type { Stage } from './stage.ts';
import { type Voice, voiceOf } from './voice.ts';
import { type Whatsapp, whatsappOf } from './whatsapp.ts';

const HOUR = 3_600_000;

/** One journey on the stage: what its people do on each channel, what we do, and what the API tells of it. */
export interface Play extends Hand {
  sms: Sms;
  whatsapp: Whatsapp;
  messenger: Messenger;
  mail: Mail;
  voice: Voice;
  clock: { now(): number; passes(hours: number): void };
  settled(): Promise<void>;
  /** Resolves when the change feed tells everything. */
  told(): Promise<void>;
  /** Somebody with a reserved number and an example address; another number is somebody else. */
  person(number: number): Person;
  /** The same journey, where the other brand sees it. */
  at(brand: Brand): Play;
  /** The API of the group that both brands are of. */
  umbrella: Api;
}

export function playOn(stage: Stage, name: string, ours: OurSide): Play {
  const hand = handOn(stage, name, ours);
  return {
    ...hand,
    sms: smsOf(hand),
    whatsapp: whatsappOf(hand),
    messenger: messengerOf(hand),
    mail: mailOf(hand),
    voice: voiceOf(hand),
    clock: { now: stage.now, passes: (hours) => stage.passes(hours * HOUR) },
    settled: stage.settled,
    told: stage.told,
    person,
    at: (brand) => playOn(stage, name, sides[brand]),
    umbrella: stage.umbrella,
  };
}
