import { expect } from 'vitest';
import { conversationView } from '../../functions/api/views/conversation.ts';
import { agentView } from '../../functions/api/views/desk.ts';
import { settingsView } from '../../functions/api/views/settings.ts';
import type { BrandSettingsInput } from '../../functions/interaction/brand-settings.ts';
import { weekdays } from '../../functions/interaction/opening-hours.ts';
import type { Person } from '../faults/people.ts';
import type { Play } from './play.ts';
import {
  cardOf,
  conversation,
  conversationIdOf,
  customerWith,
  journeyOf,
  measuresOf,
  saidIn,
} from './reads.ts';
import type { Scenario } from './scenario.ts';
import { type Contact, SITE, siteOf } from './site.ts';
import { ATTESTED } from './voice.ts';

const MINUTE = 1 / 60;
const AGENT = 'ida';

/** A time zone in which it is between eleven and twelve now: wherever the clock stands, the journey begins then. */
function zoneBeforeNoon(now: number): string {
  const ahead = 11 - new Date(now).getUTCHours();
  // The sign of these names is the other way round: Etc/GMT-2 is two hours ahead.
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

/** Ten hours a day; an agent has eight of them for a person they know, everybody ten for the first answer. */
function office(timeZone: string): BrandSettingsInput {
  const minutes = 10 * 60;
  return {
    hours: { timeZone, week: [{ days: [...weekdays], from: '08:00', to: '18:00' }] },
    routing: { sticky: { timeoutMinutes: 8 * 60 } },
    sla: {
      firstAnswerMinutes: { 1: minutes, 2: minutes, 3: minutes, 4: minutes },
      escalationQueue: 'supervisors',
    },
  };
}

/** Resolves to what was decided before. Functions keep settings for a minute. */
async function decide({ api, clock }: Play, settings: BrandSettingsInput): Promise<BrandSettingsInput> {
  const before = await api.get(settingsView, 'settings');
  await api.put(settingsView, 'settings', { version: before.version, settings });
  clock.passes(2 * MINUTE);
  return before.settings;
}

/** Days ago an agent helped her with something else. */
async function helpedBefore({ api, mail, clock, settled }: Play, ana: Person): Promise<void> {
  const question = await mail.receives(ana, { subject: 'Filters', text: 'Which filter fits my kettle?' });
  await settled();
  const { customerId } = await customerWith(api, ana.identities.email);
  const id = conversationIdOf(await journeyOf(api, customerId), question.id);
  await api.put(agentView, `agents/${AGENT}`, { status: 'available' });
  await api.post(conversationView, `conversations/${id}/assign`, { agentId: AGENT });
  const answer = await mail.sends(ana, {
    ...{ subject: 'Re: Filters', text: 'Number three does.' },
    inReplyTo: question.messageId,
  });
  await settled();
  await mail.reports(answer.id, ana, 'delivered');
  await api.post(conversationView, `conversations/${id}/close`, { reason: 'solved' });
  clock.passes(80);
}

/** What the timer has done by itself: it runs every minute of the stack's clock. */
function timerMakes({ api }: Play, id: string, desk: object): Promise<void> {
  const read = async () => {
    const { agentQueue, priority, assignee, escalations, isWaiting } = await conversation(api, id);
    return { agentQueue, priority, assignee, escalations, isWaiting };
  };
  return expect.poll(read, { timeout: 20_000 }).toEqual(desk);
}

/** To ask whether what she wrote still holds is no repeated question; to ask for it as if she had not written is. */
async function expectAskedAgain(on: Play, contact: Contact, id: string, complaint: string): Promise<void> {
  const { api, askedAgain, settled } = on;
  const site = siteOf(on);
  await site.answers(contact, 'I am sorry. Is it about order number 4711-0815?');
  await settled();
  expect((await measuresOf(api, id)).hadToRepeat).toEqual({ count: 0, questions: [] });
  const question = await site.answers(contact, 'Please tell me your order number.');
  askedAgain.add(question);
  await site.says(contact, 'I wrote it in my mail yesterday: 4711-0815.');
  await settled();
  const entries = await saidIn(api, id);
  const timeOf = (said: string) => entries.find(({ interactionId }) => interactionId === said)?.at;
  const { questions } = (await measuresOf(api, id)).hadToRepeat;
  const [at, knownSince] = [timeOf(question), timeOf(complaint)];
  expect(questions).toEqual([{ interactionId: question, at, fact: 'order-number', knownSince }]);
  const { customerId } = await conversation(api, id);
  expect((await cardOf(api, customerId)).preferredChannel, 'one answer teaches nothing').toBeUndefined();
}

export const j11: Scenario = {
  title: 'J11 angry, again and again',
  async play(on) {
    const { api, mail, voice, clock, settled, person } = on;
    const site = siteOf(on);
    const ana = person(1100);
    await helpedBefore(on, ana);
    const usual = await decide(on, office(zoneBeforeNoon(clock.now())));
    const { customerId } = await customerWith(api, ana.identities.email);
    expect((await cardOf(api, customerId)).mood, 'a plain question').toMatchObject({ label: 'neutral' });

    // Before noon: a mail has priority 4, her mood makes it 3, and whoever helped her last gets it first.
    const complaint = await mail.receives(ana, {
      subject: 'My kettle',
      text: 'I am very angry. This is terrible service, the worst ever. My order number is 4711-0815.',
    });
    await settled();
    const id = conversationIdOf(await journeyOf(api, customerId), complaint.id);
    const mine = { agentQueue: 'mail', assignee: AGENT, assigned: { by: 'sticky' }, isWaiting: true };
    expect(await conversation(api, id)).toMatchObject({ ...mine, priority: 3 });
    expect((await conversation(api, id)).offHoursNoticeDue).toBeUndefined();
    const fresh = (await cardOf(api, customerId)).mood;
    expect(fresh).toMatchObject({ label: 'negative' });
    const untroubled = await measuresOf(api, id);
    expect(untroubled).toMatchObject({ repeatContacts: { count: 0 }, firstContactResolved: true });

    // Before ten in the evening: nobody is there, and nobody has answered.
    clock.passes(10);
    const faded = (await cardOf(api, customerId)).mood;
    expect(faded?.score).toBeLessThan(0);
    expect(faded?.score, 'it fades').toBeGreaterThan(fresh?.score ?? 0);
    const contact: Contact = {
      identity: { kind: 'login', scope: SITE, value: 'ana-1100' },
      assurance: 'verified',
      alsoKnownAs: [
        { kind: 'email', value: ana.email },
        { kind: 'phone', value: ana.phone },
      ],
      evidence: 'login',
    };
    const chat = await site.says(contact, 'Nobody answers! I am furious, this is awful.');
    await settled();
    const late = await conversation(api, id);
    expect(late, 'more urgent: she had to come again').toMatchObject({ ...mine, priority: 2 });
    const saidAt = (await journeyOf(api, customerId)).find(({ interactionId }) => interactionId === chat)?.at;
    expect(late.offHoursNoticeDue).toBe(saidAt);
    await site.says(contact, 'Is anybody there?');
    await settled();
    const later = await conversation(api, id);
    expect([later.offHoursNoticeDue, later.priority], 'one notice, and raised once').toEqual([saidAt, 2]);
    const twice = await measuresOf(api, id);
    expect(twice).toMatchObject({ repeatContacts: { count: 1 }, firstContactResolved: false });

    // The next morning, within 24 hours: who takes the call knows what they are in for.
    clock.passes(11);
    const before = await cardOf(api, (await customerWith(api, ana.identities.phone)).customerId);
    expect(before.mood).toMatchObject({ label: 'negative', turns: 4 });
    expect(before.conversations[0]).toMatchObject({
      conversationId: id,
      why: expect.stringContaining('angry'),
    });
    const call = await voice.rings(ana, ATTESTED);
    await settled();
    await call.hangsUp(40);
    await settled();
    expect(conversationIdOf(await journeyOf(api, customerId), call.id)).toBe(id);
    const thrice = await measuresOf(api, id);
    expect(thrice).toMatchObject({ repeatContacts: { count: 2 }, firstContactResolved: false });
    expect(await conversation(api, id), 'still hers who helped her last').toMatchObject(mine);

    // Eight office hours after the mail she has not answered: it is everybody's. After ten it is the supervisors'.
    clock.passes(1.5);
    await timerMakes(on, id, { agentQueue: 'mail', priority: 2, isWaiting: true });
    clock.passes(2);
    await timerMakes(on, id, { agentQueue: 'supervisors', priority: 1, escalations: 1, isWaiting: true });
    await expectAskedAgain(on, contact, id, complaint.id);
    await decide(on, usual);
    return [ana.identities.phone];
  },
};
