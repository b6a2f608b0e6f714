import { fork } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { gatewayEvent } from '../intake/gateway-event.ts';
import { type LocalAws, startLocalAws } from '../intake/local-aws.ts';
import type { Bundle } from './bundles.ts';
import { type Typical, typicalDeliveries } from './deliveries.ts';
import { atMost, type Measurement, median } from './measurement.ts';

/** Fresh processes of each bundle, in turn, so that a machine that slows down slows all of them. */
const RUNS = 35;
const GOAL = 1.35;

const timesSchema = z.object({
  importMs: z.number(),
  importCpuMs: z.number(),
  answeredMs: z.number(),
  answer: z.object({ statusCode: z.literal(200) }),
});
type Times = z.infer<typeof timesSchema>;

function coldStart(file: string, event: unknown): Promise<Times> {
  const child = fork(join(import.meta.dirname, 'cold-start.mjs'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let told: unknown;
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      told = message;
    });
    // Only when it is gone: the next one shares no processor with its end.
    child.once('exit', (code) => {
      const times = timesSchema.safeParse(told);
      if (times.success) resolve(times.data);
      else reject(new Error(`The cold start of ${file} ended with ${code} and told no times.`));
    });
    child.send({ file, event });
  });
}

interface Contender {
  id: string;
  file: string;
  typical: Typical;
  times: Times[];
}

async function race(aws: LocalAws, contenders: readonly Contender[]): Promise<void> {
  for (const { file, typical, times } of contenders) {
    aws.setSecret(JSON.stringify(typical.samples.settings));
    times.push(await coldStart(file, gatewayEvent(typical.request)));
  }
}

type Column = Exclude<keyof Times, 'answer'>;
const medianOf = ({ times }: Contender, column: Column) => median(times.map((each) => each[column]));

function rowsOf(contender: Contender, baseline: Contender): Measurement[] {
  const row = (what: string, column: Column, limit?: number): Measurement => {
    const [ms, least] = [medianOf(contender, column), medianOf(baseline, column)];
    const ratio = ms / least;
    const value = `${ratio.toFixed(2)} × baseline (${ms.toFixed(0)} ms / ${least.toFixed(0)} ms)`;
    return { what, of: contender.id, value, ...(limit !== undefined && { goal: atMost(limit, ratio) }) };
  };
  return [
    row('Import time', 'importMs', GOAL),
    row('Import time, CPU alone', 'importCpuMs'),
    row('Cold start to the first answer, with the calls to local AWS', 'answeredMs'),
  ];
}

/** Import time of each webhook bundle beside the baseline's: medians of fresh processes. */
export async function importTimes(bundles: readonly Bundle[]): Promise<Measurement[]> {
  const fileOf = (id: string) => bundles.find((bundle) => bundle.id === id)?.file ?? '';
  const contenders = typicalDeliveries.map((typical) => {
    return { id: typical.id, file: fileOf(typical.id), typical, times: [] };
  });
  const [first] = contenders;
  if (first === undefined) return [];
  const baseline: Contender = { ...first, id: 'baseline', file: fileOf('baseline'), times: [] };
  const aws = await startLocalAws();
  try {
    const all = [baseline, ...contenders];
    // Each begins as often as any other: what runs behind a heavier one finds the processor's caches emptier.
    for (let run = 0; run < RUNS; run += 1)
      await race(aws, [...all.slice(run % all.length), ...all.slice(0, run % all.length)]);
  } finally {
    await aws.stop();
  }
  return contenders.flatMap((contender) => rowsOf(contender, baseline));
}
