import { describe, expect, it } from 'vitest';
import {
  deliverAllAgain,
  killAtCalls,
  killAtOwnCalls,
  killPointsOf,
  type Place,
  watch,
} from './kill-points.ts';
import { anonymizer } from './outcome.ts';
import { ownersOf } from './owners.ts';
import { type Person, people } from './people.ts';
import { readPerson } from './reads.ts';
import { identityOf, lineNames, ownerIn, stepsOf } from './story.ts';
import { readTable } from './table.ts';
import { throughline } from './throughline.ts';

const HOUR = 3_600_000;
/** Longer than SQS remembers what it was sent. */
const PAST_DEDUPLICATION = 6 * 60_000;

const deployment = throughline({ sandboxLimit: 1 });

/** Somebody for each step of each line whom nothing happens to. */
function heroesOf(everyone: readonly Person[]): Place[] {
  const places = lineNames.flatMap((line) => stepsOf(line).map((_, step) => ({ line, step })));
  return places.flatMap((place, index) =>
    everyone.slice(index, index + 1).map((person) => ({ ...place, person })),
  );
}

describe('a function killed at any AWS call', () => {
  it('leaves the journey that an unbroken one leaves, once everything was delivered again', async () => {
    const { stack, table, startedAt } = deployment();
    const at = startedAt - HOUR;
    const everyone = people(0, 300);
    const heroes = heroesOf(everyone);
    const ownerOf = ownersOf(everyone.map(ownerIn));

    const seen = await watch(deployment(), heroes, at);
    const points = killPointsOf(seen, everyone.slice(heroes.length));
    const atOwn = points.filter(({ isOwn }) => isOwn);
    const atCalls = points.filter(({ isOwn }) => !isOwn);
    const came = [
      ...(await killAtOwnCalls(deployment(), atOwn, at)),
      ...(await killAtCalls(deployment(), atCalls, at, ownerOf)),
    ];
    console.log(`${came.length} kills: before and after each of ${seen.length} AWS calls`);
    expect(new Set(came)).toEqual(new Set(points));
    expect(came.length).toBe(seen.length * 2);

    stack.clock.set(stack.clock.offsetMs + PAST_DEDUPLICATION);
    expect(await deliverAllAgain(deployment(), points, at)).toEqual(new Set([200]));

    const items = await readTable(table);
    expect(Object.keys(items).filter((key) => ownerOf(key) === undefined)).toEqual([]);
    const outcomeOf = async ({ line, person }: Place, asksApi: boolean) => {
      const own = Object.fromEntries(Object.entries(items).filter(([key]) => ownerOf(key) === person));
      const told = asksApi ? await readPerson(deployment(), identityOf(line, person)) : undefined;
      return anonymizer(person, own, startedAt)({ own, told });
    };
    for (const hero of heroes) {
      const expected = { all: await outcomeOf(hero, true), stored: await outcomeOf(hero, false) };
      const name = stepsOf(hero.line)[hero.step]?.name;
      const alike = points.filter(({ line, step }) => line === hero.line && step === hero.step);
      for (const [index, point] of alike.entries()) {
        // The API tells what is stored, and equal items are told alike: asking it once for each step is enough.
        const asksApi = index === 0;
        const came = `${name}: ${point.when} ${point.action} (call ${point.nth})`;
        expect(await outcomeOf(point, asksApi), came).toEqual(asksApi ? expected.all : expected.stored);
      }
    }
    const dead = (await stack.engines.queues()).filter(({ name }) => name.includes('DeadLetters'));
    expect(dead.map(({ visible, inFlight }) => visible + inFlight)).toEqual([0, 0, 0]);
  }, 300_000);
});
