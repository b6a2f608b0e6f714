import { median } from './measurement.ts';

type Work = () => unknown;

const ROUNDS = 41;
const BLOCK_MICROS = 15_000;
const WARM_UP_MS = 1_500;

async function blockMicros(work: Work, calls: number): Promise<number> {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Runs the work until it is compiled, and says how many calls fill a block. */
async function callsPerBlock(work: Work): Promise<number> {
  const ends = performance.now() + WARM_UP_MS;
  let calls = 0;
  const micros = await (async () => {
    const before = process.cpuUsage();
    for (; performance.now() < ends; calls += 1) await work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  })();
  return Math.max(1, Math.round((calls * BLOCK_MICROS) / micros));
}

/** CPU of each work in microseconds a call, garbage collection included: medians of blocks that take turns. */
export async function cpuPerCall(works: readonly Work[]): Promise<number[]> {
  const blocks: { work: Work; calls: number; micros: number[] }[] = [];
  for (const work of works) blocks.push({ work, calls: await callsPerBlock(work), micros: [] });
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { work, calls, micros } of blocks) micros.push((await blockMicros(work, calls)) / calls);
  return blocks.map(({ micros }) => median(micros));
}
