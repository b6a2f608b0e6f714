import { join, resolve } from 'node:path';
import type { Clock } from './clock.ts';
import { openDynoxideFile } from './dynamodb/dynoxide-file.ts';
import { startDynoxide } from './dynamodb/dynoxide-process.ts';
import { sweepExpiredItems } from './dynamodb/expired-items.ts';
import type { EngineOptions, Engines } from './engines.ts';
import { lockFolder } from './folder-lock.ts';
import { startMessaging } from './messaging/messaging.ts';

/**
 * Starts DynamoDB, SQS, SNS and S3 on this machine. Their data survives a restart, and a kill.
 * Throws when another host uses the folder, or when this platform has no DynamoDB engine.
 */
export async function startEngines({ dataFolder, clock, region }: EngineOptions): Promise<Engines> {
  const folder = resolve(dataFolder);
  const unlock = lockFolder(folder);
  const starting = [
    startDynamodb(folder, clock),
    startMessaging(join(folder, 'messaging'), clock, region),
  ] as const;
  try {
    const [dynamodb, messaging] = await Promise.all(starting);
    return {
      dynamodb: dynamodb.url,
      messaging: messaging.url,
      clock,
      queues: messaging.queues,
      onLambdaDelivery: messaging.onLambdaDelivery,
      sweepExpiredItems: dynamodb.sweep,
      async stop() {
        await Promise.all([messaging.stop(), dynamodb.stop()]);
        unlock();
      },
    };
  } catch (error) {
    await Promise.all(starting.map((engine) => engine.then(({ stop }) => stop()).catch(() => undefined)));
    unlock();
    throw error;
  }
}

type Dynamodb = { url: string; sweep(): Promise<number>; stop(): Promise<void> };

async function startDynamodb(folder: string, clock: Clock): Promise<Dynamodb> {
  const given = process.env.LOCAL_DYNAMODB_ENDPOINT;
  if (given) return { url: given, ...sweepExpiredItems(given, clock, undefined) };
  const engine = await startDynoxide(folder);
  const file = openDynoxideFile(engine.databaseFile, clock);
  const sweeper = sweepExpiredItems(engine.url, clock, file);
  return {
    url: engine.url,
    sweep: sweeper.sweep,
    async stop() {
      await sweeper.stop();
      file.close();
      await engine.stop();
    },
  };
}
