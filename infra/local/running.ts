import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { LocalStack } from './local-stack.ts';

/** Where `npm start` keeps its data. */
export const DATA_FOLDER = resolve(import.meta.dirname, '..', '..', '.throughline');

const FILE = 'running.json';

const runningSchema = z.object({
  url: z.url(),
  awsEndpoint: z.url(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  region: z.string(),
  /** How far the stack's clock is ahead of the machine's. */
  clockOffsetMs: z.number(),
  /** The bucket of deliveries that nobody could read. */
  quarantine: z.string(),
  /** Where mail goes that SES receives: the bucket and topic of the first receipt rule. */
  mail: z.object({ bucket: z.string(), prefix: z.string(), topicArn: z.string() }).optional(),
});
/** How the tools of this machine reach a running stack. */
export type Running = z.infer<typeof runningSchema>;

/** What a running stack tells `npm run send` and `npm run demo`. */
export function describeRunning(stack: LocalStack): Running {
  const [mail] = stack.model.receiptRules
    .flatMap((rule) => rule.actions)
    .flatMap((action) =>
      action.kind === 's3' && action.topicArn !== undefined
        ? [{ bucket: action.bucket, prefix: action.prefix, topicArn: action.topicArn }]
        : [],
    );
  return runningSchema.parse({
    url: stack.url,
    awsEndpoint: stack.awsEndpoint.url,
    credentials: stack.credentials,
    region: stack.model.region,
    clockOffsetMs: stack.clock.offsetMs,
    quarantine: stack.model.outputs.QuarantineBucketName,
    mail,
  });
}

export function noteRunning(dataFolder: string, stack: LocalStack): void {
  writeFileSync(join(dataFolder, FILE), JSON.stringify(describeRunning(stack), undefined, 2), {
    mode: 0o600,
  });
}

export function forgetRunning(dataFolder: string): void {
  rmSync(join(dataFolder, FILE), { force: true });
}

/** The running stack of a data folder. Throws, saying what to do, when none runs there. */
export function readRunning(dataFolder: string): Running {
  const file = join(dataFolder, FILE);
  if (!existsSync(file))
    throw new Error('Throughline is not running here: start it with "npm start" in another terminal.');
  return runningSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
