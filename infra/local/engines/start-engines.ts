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
  const dynamodb = await startDynamodb(folder, clock).catch((error: unknown) => {
    unlock();
    throw error;
  });
  const messaging = await startMessaging(join(folder, 'messaging'), clock, region).catch(async (error) => {
    await dynamodb.stop();
    unlock();
    throw error;
  });
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
}

type Dynamodb = { url: string; sweep(): Promise<number>; stop(): Promise<void> };

async function startDynamodb(folder: string, clock: Clock): Promise<Dynamodb> {
  const given = process.env.LOCAL_DYNAMODB_ENDPOINT;
  if (given) {
    const { sweep, stop } = sweepExpiredItems(given, clock, undefined);
    return { url: given, sweep, stop };
  }
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
