import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../../infra/local/engines/clock.ts';
import { DeduplicationWindow } from '../../../../infra/local/engines/messaging/deduplication.ts';
import {
  bodies,
  type Fixture,
  makeQueue,
  openEngines,
  removeFolder,
  temporaryFolder,
} from './engine-fixture.ts';
import { makeTable } from './table-fixture.ts';

let open: Fixture | undefined;
const folders: string[] = [];
async function closeAll(): Promise<void> {
  await open?.close();
  open = undefined;
  for (const folder of folders.splice(0)) removeFolder(folder);
}

async function start(folder: string, clock = createClock()): Promise<Fixture> {
  if (!folders.includes(folder)) folders.push(folder);
  open = await openEngines(folder, clock);
  return open;
}

async function restart({ folder, clock, close }: Fixture): Promise<Fixture> {
  await close();
  return await start(folder, clock);
}

const makeFifo = (fixture: Fixture, name: string) =>
  makeQueue(fixture.sqs, { FifoQueue: 'true' }, `${name}.fifo`);

describe('after a restart', () => {
  const Item = { pk: { S: 'a' }, sk: { S: 'b' } };
  let after: Fixture;
  let firstId: string | undefined;
  beforeAll(async () => {
    const before = await start(temporaryFolder());
    const ordered = await makeFifo(before, 'ordered');
    for (const body of ['1', '2', '3']) await ordered.send(body, 'g');
    await ordered.receive(2, 0);
    firstId = (await (await makeFifo(before, 'same')).send('first', 'g', 'same')).MessageId;
    const inFlight = await makeFifo(before, 'in-flight');
    for (const body of ['1', '2']) await inFlight.send(body, 'g');
    await inFlight.receive(1, 60);
    await makeTable(before.dynamodb, 'kept');
    await before.dynamodb.send(new PutItemCommand({ TableName: 'kept', Item }));
    after = await restart(before);
  });
  afterAll(closeAll);

  it('FIFO messages are there in order, with their receive counts and growing sequence numbers', async () => {
    const queue = await makeFifo(after, 'ordered');
    await queue.send('4', 'g');
    const received = await queue.receive(10);
    expect(bodies(received)).toEqual(['1', '2', '3', '4']);
    expect(received.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual([
      '2',
      '2',
      '1',
      '1',
    ]);
    const sequence = received.map(({ Attributes }) => Attributes?.SequenceNumber ?? '');
    expect(sequence).toEqual(sequence.toSorted());
    expect(new Set(sequence).size).toBe(4);
  });

  it('what was put before is in the table', async () => {
    expect((await after.dynamodb.send(new ScanCommand({ TableName: 'kept' }))).Items).toEqual([Item]);
  });

  it('a message in flight stays in flight and blocks its group until its time', async () => {
    const queue = await makeFifo(after, 'in-flight');
    expect(await queue.receive(10)).toEqual([]);
    after.clock.set(61_000);
    expect(bodies(await queue.receive(10))).toEqual(['1', '2']);
  });

  it('the deduplication window is still there, and ends in time', async () => {
    const queue = await makeFifo(after, 'same');
    expect((await queue.send('second', 'g', 'same')).MessageId).toBe(firstId);
    after.clock.set(301_000);
    expect((await queue.send('third', 'g', 'same')).MessageId).not.toBe(firstId);
    expect(bodies(await queue.receive(10))).toEqual(['first', 'third']);
  });
});

describe('after the host was killed', () => {
  afterEach(closeAll);
  it('its DynamoDB process is ended, and nothing that was written is lost', async () => {
    const folder = temporaryFolder();
    const engine = await runAndKillHost(folder);
    expect((await fetch(engine)).ok).toBe(true);
    const after = await start(folder);
    await expect(fetch(engine)).rejects.toThrow();
    const { Items } = await after.dynamodb.send(new ScanCommand({ TableName: 'kept' }));
    expect(Items).toEqual([{ pk: { S: 'kept' }, sk: { S: 'kept' } }]);
    expect(bodies(await (await makeFifo(after, 'kept')).receive())).toEqual(['kept']);
  });
});

/** A host in a process of its own, killed the hard way after it wrote an item and sent a message. */
async function runAndKillHost(folder: string): Promise<string> {
  const host = fork(fileURLToPath(new URL('host-process.ts', import.meta.url)), [folder]);
  const [told] = await once(host, 'message');
  host.kill('SIGKILL');
  await once(host, 'exit');
  return told;
}

describe('the deduplication window', () => {
  it('holds every id of its five minutes, however many', () => {
    const window = new DeduplicationWindow([]);
    for (let id = 0; id < 20_000; id += 1) window.add(String(id), `message ${id}`, undefined);
    expect(window.find('0')?.messageId).toBe('message 0');
  });
});

describe('a year in one step', () => {
  afterEach(closeAll);
  it('is a year for queues and for the stamps of new messages', async () => {
    const fixture = await start(temporaryFolder());
    const queue = await makeFifo(fixture, 'year');
    await queue.send('now', 'g', 'same');
    fixture.clock.set(366 * 24 * 3600 * 1000);
    await queue.send('a year later', 'g', 'same');
    const [message, ...others] = await queue.receive(10);
    expect(message?.Body).toBe('a year later');
    expect(others).toEqual([]);
    const ahead = Number(message?.Attributes?.SentTimestamp) - Date.now();
    expect(Math.abs(ahead - fixture.clock.offsetMs)).toBeLessThan(5000);
  });
});
