import { describe, expect, it } from 'vitest';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { interrupted } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { HOUR, message, moving, noon, phone, routingOf } from './events.ts';
import { outcomeOf } from './outcome.ts';
import { makeOnePerson } from './same-person.ts';

const tables = journeyTables();
const email: Identity = { kind: 'email', scope: '', value: 'ada@example.com' };
const mails = { identity: email, provider: 'email/ses', account: 'help@demo.example.com' } as const;

interface Pair {
  name: string;
  /** Both are of one kind: turned round they would be the same pair. */
  areAlike?: true;
  before?: InteractionEvent[];
  one: InteractionEvent;
  other: InteractionEvent;
}

const first = message({ id: 'SM1', atMs: -9 * HOUR });
const long = message({ id: 'SM0', atMs: -200 * HOUR });
const edit = moving('SM1', 0, { type: 'edit', revision: 1, text: 'Better' });
const deletion = moving('SM1', 1, { type: 'deletion' });
const sms = message({ id: 'SM2', atMs: -HOUR });

const pairs: Pair[] = [
  { name: 'an edit and a deletion', before: [first], one: edit, other: deletion },
  { name: 'an edit and a deletion of what is not there yet', one: edit, other: deletion },
  { name: 'a message and its deletion', one: first, other: deletion },
  { name: 'a message and its edit', one: first, other: edit },
  { name: 'a message and itself', one: first, other: first },
  { name: 'two first messages of one identity', areAlike: true, one: first, other: sms },
  { name: 'two first messages of one person', one: sms, other: message({ ...mails, id: 'M1' }) },
  {
    name: 'messages of two identities in one conversation',
    before: [first],
    one: sms,
    other: message({ ...mails, id: 'M1' }),
  },
  { name: 'a message and an earlier one', before: [sms], one: message({ id: 'SM3' }), other: first },
  { name: 'two openings where a conversation has lapsed', before: [long], one: sms, other: first },
  {
    name: 'an opening and a late message of the conversation that it ends',
    before: [long],
    one: sms,
    other: message({ id: 'SM3', atMs: -190 * HOUR }),
  },
  {
    name: 'two late messages of a conversation that has ended',
    areAlike: true,
    before: [long, sms],
    one: message({ id: 'SM3', atMs: -190 * HOUR }),
    other: message({ id: 'SM4', atMs: -210 * HOUR }),
  },
  {
    name: 'two answers to a conversation that left the set',
    areAlike: true,
    before: [long, first],
    one: message({ id: 'SM3', atMs: -HOUR, replyTo: 'SM0' }),
    other: message({ id: 'SM4', atMs: -HOUR / 2, replyTo: 'SM0' }),
  },
  {
    name: 'an answer to a conversation that left the set and the next message',
    before: [long, first],
    one: message({ id: 'SM3', atMs: -HOUR, replyTo: 'SM0' }),
    other: message({ id: 'SM4', atMs: -HOUR / 2, replyTo: 'SM1' }),
  },
];

async function newPerson(events: readonly InteractionEvent[]) {
  const table = await tables.table();
  const customerId = await makeOnePerson(table, 'demo', new Date(noon - 999 * HOUR).toISOString(), [
    phone(),
    email,
  ]);
  await play(table, events);
  return { table, customerId };
}

async function play(table: JourneyTable, events: readonly InteractionEvent[]): Promise<void> {
  for (const event of events) await routeEvent(routingOf(table), event);
}

/** Lets one worker begin `one`, and before its `nth` call another worker do all of `other`. */
async function interleave(table: JourneyTable, { one, other }: Pair, nth: number): Promise<boolean> {
  const own = await interrupted(table, nth, () => play(table, [other]));
  await play(own.table, [one]);
  return own.wasInterrupted();
}

const turned = pairs
  .filter(({ one, other, areAlike }) => one !== other && !areAlike)
  .map((pair) => ({ ...pair, name: `${pair.name}, turned round`, one: pair.other, other: pair.one }));

describe.each([...pairs, ...turned])('two workers at once: $name', (pair) => {
  it('leave what one after the other leaves, wherever the second comes in', async () => {
    const { table: whole, customerId } = await newPerson(pair.before ?? []);
    const copy = await tables.copiesOf(whole);
    await play(whole, [pair.one, pair.other]);
    const expected = await outcomeOf(whole, customerId, noon);
    for (let nth = 0; ; nth += 1) {
      const table = await copy();
      const wasInterrupted = await interleave(table, pair, nth);
      if (!wasInterrupted) return expect(nth).toBeGreaterThan(1);
      expect(await outcomeOf(table, customerId, noon), `before call ${nth}`).toEqual(expected);
      if (expected.entries[0]?.progress.deletedAt === undefined) continue;
      expect(JSON.stringify(await dump(table))).not.toContain('Better');
    }
  });
});
