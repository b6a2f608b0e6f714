import { describe, expect, it } from 'vitest';
import type { Delivery } from './deliveries.ts';
import { injectFaults } from './injected.ts';
import { anonymizer } from './outcome.ts';
import { ownersOf } from './owners.ts';
import { type Person, people } from './people.ts';
import { inPool } from './pool.ts';
import { randomFrom, seedOf } from './random.ts';
import { readPerson } from './reads.ts';
import { settle } from './settle.ts';
import { identityOf, type Line, lineNames, ownerIn, stepsOf } from './story.ts';
import { readTable } from './table.ts';
import { throughline } from './throughline.ts';

const deployment = throughline({ sandboxLimit: 4 });
const HOUR = 3_600_000;
const everyone = people(0, 100);
const [hero] = everyone;
const ownerOf = ownersOf(everyone.map(ownerIn));

/** As providers do: again and again until it is taken. */
async function deliverUntilTaken(delivery: Delivery): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) if ((await deployment().deliver(delivery)) === 200) return;
  throw new Error('A delivery was refused a hundred times.');
}

/** One mail of the two: their queue keeps no order, and the second might open the conversation. */
const stepsIn = (line: Line) => (line === 'mail' ? stepsOf(line).slice(0, 1) : stepsOf(line));

async function deliverStories(group: readonly Person[]): Promise<void> {
  const { startedAt } = deployment();
  const stories = group.flatMap((person) =>
    lineNames.map((line) => stepsIn(line).map(({ delivery }) => delivery(person, startedAt - HOUR))),
  );
  await inPool(stories, stories.length, async (story) => {
    for (const delivery of story) await deliverUntilTaken(delivery);
  });
}

async function outcomesOf(group: readonly Person[]): Promise<unknown[]> {
  const { table, startedAt } = deployment();
  const items = Object.entries(await readTable(table));
  expect(items.map(([key]) => key).filter((key) => ownerOf(key) === undefined)).toEqual([]);
  const outcomes: unknown[] = [];
  for (const person of group) {
    const own = Object.fromEntries(items.filter(([key]) => ownerOf(key) === person));
    const told = [];
    for (const line of lineNames) told.push(await readPerson(deployment(), identityOf(line, person)));
    outcomes.push(anonymizer(person, own, startedAt)({ own, told }));
  }
  return outcomes;
}

describe('AWS that fails now and then', () => {
  it.each([
    { percent: 1, first: 1, count: 5, calls: 10_000 },
    { percent: 10, first: 20, count: 3, calls: 10_000 },
    // With every second call failing an event needs luck to come through at all.
    { percent: 50, first: 40, count: 2, calls: 150 },
  ])(
    'at $percent % of all calls loses nothing and doubles nothing',
    async ({ percent, first, count, calls }) => {
      const { stack } = deployment();
      const seed = seedOf(`faults at ${percent} %`);
      const group = everyone.slice(first, first + count);
      if (percent === 1 && hero !== undefined) await deliverStories([hero]);
      await settle(stack);
      const trouble = { rate: percent / 100, calls };
      const { onCall, counts } = injectFaults(deployment(), randomFrom(seed), trouble);
      stack.awsEndpoint.setOnCall(onCall);
      await deliverStories(group);
      await settle(stack);
      stack.awsEndpoint.setOnCall(undefined);
      const faults = [...counts.faults].map(([name, times]) => `${times} ${name}`);
      console.log(`${percent} %: ${counts.calls} calls; ${faults.join(', ')}`);
      expect(counts.faults.size).toBeGreaterThan(0);

      const [expected, ...outcomes] = await outcomesOf(everyone.slice(0, 1).concat(group));
      for (const outcome of outcomes) expect(outcome).toEqual(expected);
      const dead = (await stack.engines.queues()).filter(({ name }) => name.includes('DeadLetters'));
      expect(dead.map(({ visible, inFlight }) => visible + inFlight)).toEqual([0, 0, 0]);
    },
    120_000,
  );
});
