import { setTimeout as pause } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../functions/errors.ts';
import { link } from '../../functions/identity/link.ts';
import { revoke } from '../../functions/identity/revoke.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { readHead } from '../../functions/store/heads.ts';
import { claimIdentity, readIdentity } from '../../functions/store/identities.ts';
import type { LinkItem } from '../../functions/store/items.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { customerIdFor, identityDigest } from '../../functions/store/keys.ts';
import { readLinks } from '../../functions/store/links.ts';
import { inPool } from '../faults/pool.ts';
import { pick, type Random, randomFrom, seedOf } from '../faults/random.ts';
import { at, message, noon, routingOf } from '../router/events.ts';
import { through } from '../store/faulty-client.ts';
import { journeyTables } from '../store/journey-fixture.ts';

const tables = journeyTables();
const MINUTE = 60_000;

/** A table whose calls come late, and whose transactions meet others now and then. */
function troubled(table: JourneyTable, random: Random): Promise<JourneyTable> {
  return through(table, (next, context) => async (args) => {
    await pause(random() * 2);
    if (context.commandName === 'TransactWriteItemsCommand' && random() < 0.2)
      throw new TransactionCanceledException({
        message: 'Transaction cancelled',
        $metadata: {},
        CancellationReasons: [{ Code: 'TransactionConflict' }],
      });
    return next(args);
  });
}

/** Does it again as the queue or a caller would, until nothing is in the way. */
async function persist(action: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await action();
      return;
    } catch (error) {
      const isConflict = error instanceof TransactionCanceledException;
      if (!isConflict && !(error instanceof DeliveryError && error.retryable)) throw error;
    }
  }
}

interface Scene {
  brand: string;
  table: JourneyTable;
  identities: Identity[];
  random: Random;
}

async function linksOf({ table, brand, identities }: Scene): Promise<LinkItem[]> {
  return readLinks(
    table,
    brand,
    identities.map((identity) => ({ identity, epoch: 0 })),
  );
}

/** One step of somebody: a message, a link, or the revocation of any link there is. Resolves to the messages in it. */
async function act(scene: Scene, rough: JourneyTable, nth: number): Promise<number> {
  const { brand, random, identities } = scene;
  const [a, b, dice] = [pick(random, identities), pick(random, identities), random()];
  const account = { brand, provider: 'social/messenger', account: 'page' } as const;
  if (dice < 0.4) {
    const event = message({ id: `M${nth}`, identity: a, atMs: nth * MINUTE, ...account });
    await persist(() => routeEvent(routingOf(rough), event));
    return 1;
  }
  const linking = { table: rough, now: noon };
  if (dice < 0.75 && a !== b) {
    const evidence = {
      brand,
      a,
      b,
      reason: 'agent',
      by: 'test',
      confidence: 1,
      linkId: `lnk_${nth}`,
    } as const;
    await persist(() => link(linking, evidence));
    return 0;
  }
  const links = await linksOf(scene);
  if (links.length > 0) {
    const linkIds = [pick(random, links).linkId];
    await persist(() => revoke(linking, { brand, linkIds, by: 'test' }));
  }
  return 0;
}

/** Who belongs together by links that hold, painted until nothing changes: knows nothing of customers. */
function groupsByLinks(identities: readonly Identity[], links: readonly LinkItem[]): Map<string, string> {
  const colours = new Map(identities.map(({ value }) => [value, value]));
  const holding = links.filter(({ revoked }) => revoked === undefined);
  for (const _round of identities) {
    for (const { a, b } of holding) {
      const [left, right] = [colours.get(a.identity.value) ?? '', colours.get(b.identity.value) ?? ''];
      const least = left < right ? left : right;
      colours.set(a.identity.value, least).set(b.identity.value, least);
    }
  }
  return colours;
}

/** One customer for each component, nobody left over, every message in one journey and every conversation in one set. */
async function check(scene: Scene, messages: number): Promise<void> {
  const { table, brand, identities } = scene;
  const colours = groupsByLinks(identities, await linksOf(scene));
  const owners = new Map<string, string>();
  for (const identity of identities)
    owners.set(identity.value, (await readIdentity(table, brand, identity))?.customerId ?? '');
  for (const { value } of identities)
    for (const other of identities)
      expect(owners.get(value) === owners.get(other.value), `${value} and ${other.value}`).toBe(
        colours.get(value) === colours.get(other.value),
      );
  const active = new Set(owners.values());
  const told: string[] = [];
  const open: string[] = [];
  for (const identity of identities) {
    const id = customerIdFor(brand, identity, 0);
    const head = await readHead(table, brand, id);
    const own = identities.filter(({ value }) => owners.get(value) === id).map(({ value }) => value);
    expect(head?.members.map((member) => member.identity.value).sort()).toEqual(own.sort());
    expect([head?.item.movedTo === undefined, head?.snapshot.movedTo === undefined]).toEqual(
      active.has(id) ? [true, true] : [false, false],
    );
    const here = new Set(head?.members.map((member) => identityDigest(member.identity)));
    for (const [conversationId, { lastBy }] of Object.entries(head?.snapshot.conversations ?? {})) {
      open.push(conversationId);
      expect(here.has(lastBy)).toBe(true);
    }
    const page = active.has(id) ? await readJourney(table, brand, id, { limit: 100 }) : undefined;
    told.push(...(page?.entries ?? []).map(({ interactionId }) => interactionId));
  }
  expect(new Set(told).size).toBe(told.length);
  expect(told).toHaveLength(messages);
  expect(new Set(open).size).toBe(open.length);
}

/** Resolves to the messages that everybody must find afterwards. */
async function playScene(scene: Scene, steps: number): Promise<number> {
  const { table, brand, identities, random } = scene;
  for (const [index, identity] of identities.entries())
    await claimIdentity(table, brand, identity, at(index * MINUTE));
  const rough = await troubled(table, random);
  const messages = await Promise.all(Array.from({ length: steps }, (_, nth) => act(scene, rough, nth)));
  return messages.reduce((sum, count) => sum + count, 0);
}

async function undoAll(scene: Scene): Promise<void> {
  const { table, brand, random } = scene;
  const links = (await linksOf(scene)).sort(() => random() - 0.5);
  for (const { linkId } of links)
    await revoke({ table, now: noon }, { brand, linkIds: [linkId], by: 'test' });
}

function sceneOf(table: JourneyTable, brand: string, count: number, random: Random): Scene {
  const identities = Array.from({ length: count }, (_, index): Identity => {
    return { kind: 'messenger', scope: 'page', value: `person-${index}` };
  });
  return { brand, table, identities, random };
}

describe('links, splits and messages at once', () => {
  it('leave one customer for each component, in 50 random graphs, and every undo restores', async () => {
    const table = await tables.table();
    const seed = seedOf('identity races');
    const scenes = Array.from({ length: 50 }, (_, nth) =>
      sceneOf(table, `brand-${nth}`, 4, randomFrom(seed + nth)),
    );
    await inPool(scenes, 5, async (scene) => {
      const messages = await playScene(scene, 6);
      await check(scene, messages);
      await undoAll(scene);
      await check(scene, messages);
      expect((await linksOf(scene)).filter(({ revoked }) => revoked === undefined)).toEqual([]);
    });
  }, 120_000);

  it('hold for 50 routers and API calls on six identities', async () => {
    const table = await tables.table();
    const scene = sceneOf(table, 'demo', 6, randomFrom(seedOf('identity crowd')));
    const messages = await playScene(scene, 50);
    await check(scene, messages);
    await undoAll(scene);
    await check(scene, messages);
  }, 60_000);
});
