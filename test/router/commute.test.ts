import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { Killed, killedAt } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { at, emailOf, HOUR, mail, message, moving, noon, phone, routingOf } from './events.ts';
import { outcomeOf } from './outcome.ts';
import { makeOnePerson } from './same-person.ts';

const tables = journeyTables();
const email: Identity = { kind: 'email', scope: '', value: 'ada@example.com' };
const seen = at(-100 * HOUR);

const sms = { identity: phone(), provider: 'sms/twilio' } as const;
const mails = { identity: email, provider: 'email/ses', account: 'help@demo.example.com' } as const;

/** A person over two channels, inside one window: whatever the order, one conversation. */
const story: InteractionEvent[] = [
  message({ ...sms, id: 'SM1', atMs: -40 * HOUR, contact: { displayName: 'Ada' } }),
  message({ ...mails, id: 'M1', atMs: -30 * HOUR, contact: { assurance: 'verified' } }),
  message({ ...sms, id: 'SM2', atMs: -20 * HOUR, contact: { displayName: 'Ada L.' } }),
  message({ ...sms, id: 'SM3', atMs: -10 * HOUR, direction: 'outbound' }),
  message({ ...sms, id: 'SM4', atMs: -5 * HOUR, contact: { displayName: 'Ada', assurance: 'claimed' } }),
  message({ ...mails, id: 'M2', atMs: -4 * HOUR }),
  mail({
    id: 'M3',
    messageId: '<3@mail.example.com>',
    atMs: -4 * HOUR,
    cc: [emailOf('bob'), emailOf('carol')],
  }),
  mail({ id: 'M4', messageId: '<4@mail.example.com>', atMs: -3 * HOUR, inReplyTo: ['<3@mail.example.com>'] }),
  message({ ...sms, id: 'SM5', atMs: -2 * HOUR, replyTo: 'SM1', contact: { displayName: 'Ada' } }),
  moving('SM3', -9 * HOUR, { type: 'receipt', status: 'sent' }),
  moving('SM3', -8 * HOUR, { type: 'receipt', status: 'delivered' }),
  moving('SM3', -7 * HOUR, { type: 'receipt', status: 'delivered' }),
  moving('SM2', -3 * HOUR, { type: 'edit', revision: 1, text: 'Better' }),
  moving('SM2', -2 * HOUR, { type: 'edit', revision: 2, text: 'Best' }),
  moving('SM4', -3 * HOUR, { type: 'edit', revision: 1, text: 'Never mind' }),
  moving('SM4', -1 * HOUR, { type: 'deletion' }),
  moving('M1', -3 * HOUR, { type: 'reaction', direction: 'outbound', emoji: '👍' }, mails),
  moving('M1', -2 * HOUR, { type: 'reaction', direction: 'outbound' }, mails),
  moving('M1', -1 * HOUR, { type: 'reaction', direction: 'outbound', emoji: '🎉' }, mails),
  moving('w', -1 * HOUR, { type: 'watermark', status: 'read', identity: phone(), upTo: at(-6 * HOUR) }),
  moving('w', -2 * HOUR, { type: 'watermark', status: 'read', identity: phone(), upTo: at(-11 * HOUR) }),
];

async function newPerson(): Promise<{ table: JourneyTable; customerId: string }> {
  const table = await tables.table();
  return { table, customerId: await makeOnePerson(table, 'demo', seen, [phone(), email]) };
}

interface Delivery {
  event: InteractionEvent;
  /** The call at which the worker dies; the event is then delivered again at the end. */
  killedAt: number | undefined;
}

async function deliver(table: JourneyTable, { event, killedAt: nth }: Delivery): Promise<boolean> {
  try {
    const own = nth === undefined ? table : await killedAt(table, nth, nth % 2 === 0 ? 'before' : 'after');
    await routeEvent(routingOf(own), event);
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}

async function deliverAll(table: JourneyTable, deliveries: readonly Delivery[]): Promise<void> {
  for (const delivery of deliveries) {
    if (!(await deliver(table, delivery))) await deliver(table, { ...delivery, killedAt: undefined });
  }
}

const deliveries = fc
  .tuple(
    fc.shuffledSubarray(story, { minLength: story.length }),
    fc.array(fc.constantFrom(...story), { maxLength: 8 }),
    fc.infiniteStream(fc.option(fc.nat({ max: 9 }), { nil: undefined, freq: 3 })),
  )
  .map(([all, again, kills]) => {
    const stream = kills[Symbol.iterator]();
    return [...all, ...again].map((event): Delivery => ({ event, killedAt: stream.next().value }));
  });

describe('deliveries commute', () => {
  it('in any order, repeated and with workers that die, they leave the same journey', {
    timeout: 120_000,
  }, async () => {
    const whole = await newPerson();
    await deliverAll(
      whole.table,
      story.map((event) => ({ event, killedAt: undefined })),
    );
    const expected = await outcomeOf(whole.table, whole.customerId, noon);
    expect(expected.entries.map(({ progress }) => progress.status)).toContain('read');
    expect(expected.customer?.displayName).toBe('Ada');
    expect(expected.conversations).toHaveLength(1);
    await fc.assert(
      fc.asyncProperty(deliveries, async (order) => {
        const { table, customerId } = await newPerson();
        await deliverAll(table, order);
        expect(await outcomeOf(table, customerId, noon)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it('by several workers at once, each event twice, they leave the same journey', {
    timeout: 120_000,
  }, async () => {
    // Names are left out: which name is the latest is only settled by one worker for an identity, which FIFO gives.
    const nameless = story.map((event): InteractionEvent => {
      if (event.type !== 'recorded') return event;
      const { displayName: _, ...contact } = event.interaction.contact;
      return { ...event, interaction: { ...event.interaction, contact } };
    });
    const whole = await newPerson();
    await deliverAll(
      whole.table,
      nameless.map((event) => ({ event, killedAt: undefined })),
    );
    const expected = await outcomeOf(whole.table, whole.customerId, noon);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...nameless, ...nameless], { minLength: nameless.length * 2 }),
        async (all) => {
          const { table, customerId } = await newPerson();
          await Promise.all(all.map((event) => routeEvent(routingOf(table), event)));
          expect(await outcomeOf(table, customerId, noon)).toEqual(expected);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('many first messages at once make one customer with one conversation', async () => {
    const table = await tables.table();
    const all = Array.from({ length: 20 }, (_, index) => message({ id: `SM${index}`, atMs: index }));
    await Promise.all(all.map((event) => routeEvent(routingOf(table), event)));
    const items = Object.keys(await dump(table));
    const count = (pattern: RegExp) => items.filter((key) => pattern.test(key)).length;
    expect(count(/ CUSTOMER$/)).toBe(1);
    expect(count(/ CONVERSATION$/)).toBe(1);
    expect(count(/ INTERACTION$/)).toBe(20);
  });
});
