import { describe, expect, it } from 'vitest';
import { deliverAllAgain, killAtCalls, killAtSecrets, killPointsOf, watch } from './kill-points.ts';
import { anonymizer } from './outcome.ts';
import { ownersOf } from './owners.ts';
import { type Person, people } from './people.ts';
import { readPerson } from './reads.ts';
import { identityOf, type Line, lineNames, ownerIn, stepsOf } from './story.ts';
import { readTable } from './table.ts';
import { throughline } from './throughline.ts';

const HOUR = 3_600_000;
/** Longer than SQS remembers what it was sent. */
const PAST_DEDUPLICATION = 6 * 60_000;

const deployment = throughline();

/** Somebody for each line whom nothing happens to. */
function heroesOf(everyone: readonly Person[]): Map<Line, Person> {
  return new Map(
    lineNames.flatMap((line, index) => everyone.slice(index, index + 1).map((hero) => [line, hero])),
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
    const points = killPointsOf(seen, everyone.slice(heroes.size));
    const atSecrets = points.filter(({ isSecret }) => isSecret);
    const atCalls = points.filter(({ isSecret }) => !isSecret);
    const came = [
      ...(await killAtSecrets(deployment(), atSecrets, at)),
      ...(await killAtCalls(deployment(), atCalls, at, ownerOf)),
    ];
    console.log(`${came.length} kills: before and after each of ${seen.length} AWS calls`);
    expect(new Set(came)).toEqual(new Set(points));
    expect(came.length).toBe(seen.length * 2);

    stack.clock.set(stack.clock.offsetMs + PAST_DEDUPLICATION);
    expect(await deliverAllAgain(deployment(), points, at)).toEqual(new Set([200]));

    const items = await readTable(table);
    expect(Object.keys(items).filter((key) => ownerOf(key) === undefined)).toEqual([]);
    const outcomeOf = async (line: Line, person: Person) => {
      const own = Object.fromEntries(Object.entries(items).filter(([key]) => ownerOf(key) === person));
      const told = await readPerson(deployment(), identityOf(line, person));
      return anonymizer(person, own, startedAt)({ own, told });
    };
    for (const [line, hero] of heroes) {
      const expected = await outcomeOf(line, hero);
      expect(expected).toMatchObject({ told: { conversations: [{ status: 'open' }] } });
      for (const { person, step, action, nth, when } of points.filter((point) => point.line === line)) {
        const name = `${stepsOf(line)[step]?.name}: ${when} ${action} (call ${nth})`;
        expect(await outcomeOf(line, person), name).toEqual(expected);
      }
    }
    const dead = (await stack.engines.queues()).filter(({ name }) => name.includes('DeadLetters'));
    expect(dead.map(({ visible, inFlight }) => visible + inFlight)).toEqual([0, 0]);
  }, 300_000);
});
