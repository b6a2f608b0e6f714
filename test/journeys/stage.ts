import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { tokenDigest } from '../../functions/api/bearer-token.ts';
import { putApiToken } from '../../functions/store/api-tokens.ts';
import { SETTLED_MS } from '../../functions/store/changes.ts';
import { settle } from '../faults/settle.ts';
import { readTable } from '../faults/table.ts';
import { startThroughline, type Throughline } from '../faults/throughline.ts';
import { type Api, apiAt } from './api.ts';
import { secretsOfBoth, sides, UMBRELLA } from './our-side.ts';
import { type Play, playOn } from './play.ts';

const MINUTE = 60_000;

/** Sends the same once more, and throws unless it is taken. */
export type Redelivery = () => Promise<void>;

export interface Stage {
  throughline: Throughline;
  secrets: ReturnType<typeof secretsOfBoth>;
  /** By the stack's clock. */
  now(): number;
  passes(milliseconds: number): void;
  /** Resolves when everything that was sent has been routed. */
  settled(): Promise<void>;
  /** Resolves when the change feed has everything, and its readers see it. */
  told(): Promise<void>;
  /** Everything that any journey sent, in its order. */
  sent: Redelivery[];
  api(brand: keyof typeof sides): Api;
  /** Of the group that both brands are of. */
  umbrella: Api;
  /** A journey begins. Its name stands in the ids of everything in it, and in no other journey's. */
  play(name: string): Play;
}

async function addOtherBrands({ table, startedAt }: Throughline): Promise<void> {
  const createdAt = new Date(startedAt).toISOString();
  for (const { token, brand } of [sides.other, UMBRELLA])
    await putApiToken(table, tokenDigest(token), { brand, name: `${brand}-desk`, createdAt });
}

function stageOn(throughline: Throughline, secrets: Stage['secrets']): Stage {
  const { stack } = throughline;
  const { clock } = stack;
  const stage: Stage = {
    throughline,
    secrets,
    sent: [],
    now: () => clock.now(),
    passes: (milliseconds) => clock.set(clock.offsetMs + milliseconds),
    async settled() {
      await settle(stack);
    },
    async told() {
      await stack.idle();
      stage.passes(SETTLED_MS + 1);
    },
    api: (brand) => apiAt(stack.url, sides[brand].token),
    umbrella: apiAt(stack.url, UMBRELLA.token),
    play: (name) => playOn(stage, name, sides.demo),
  };
  return stage;
}

/** Resolves when the timer, which looks every minute what is due, has had its turn after the clock was moved. */
async function timerRuns({ throughline: { stack }, passes, settled }: Stage, milliseconds: number) {
  const timer = stack.model.functions.find(({ logicalId }) => logicalId.startsWith('Timer'));
  const runs = () => (timer === undefined ? 0 : stack.function(timer.logicalId).inspect().invocations);
  const before = runs();
  passes(milliseconds);
  await expect.poll(runs, { timeout: 20_000 }).toBeGreaterThan(before);
  await settled();
}

/** The whole table before and after everything was sent once more, a day later. */
export async function playedAgain(stage: Stage) {
  const { table } = stage.throughline;
  const before = await readTable(table);
  await timerRuns(stage, 24 * 60 * MINUTE);
  await stage.told();
  const waited = await readTable(table);
  for (const again of stage.sent) await again();
  await stage.settled();
  await stage.told();
  return { before, waited, after: await readTable(table) };
}

/** One deployment for all journeys, gone with its data at the end. */
export function theStage(): () => Stage {
  const dataFolder = mkdtempSync(join(tmpdir(), 'throughline-'));
  let stage: Stage | undefined;
  beforeAll(async () => {
    const secrets = secretsOfBoth();
    const throughline = await startThroughline({ dataFolder, secrets, sandboxLimit: 1 });
    await addOtherBrands(throughline);
    stage = stageOn(throughline, secrets);
  }, 120_000);
  afterAll(async () => {
    await stage?.throughline.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return () => {
    if (stage === undefined) throw new Error('The stage is there inside a test alone.');
    return stage;
  };
}
