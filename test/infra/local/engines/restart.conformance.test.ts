import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
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
afterEach(async () => {
  await open?.close();
  open = undefined;
  for (const folder of folders.splice(0)) removeFolder(folder);
});

async function start(folder: string, clock = createClock()): Promise<Fixture> {
  if (!folders.includes(folder)) folders.push(folder);
  open = await openEngines(folder, clock);
  return open;
}

async function restart({ folder, clock, close }: Fixture): Promise<Fixture> {
  await close();
  return await start(folder, clock);
}

const makeFifo = (fixture: Fixture) => makeQueue(fixture.sqs, { FifoQueue: 'true' }, 'kept.fifo');

describe('after a restart', () => {
  it('FIFO messages are there in order, with their receive counts and growing sequence numbers', async () => {
    const before = await start(temporaryFolder());
    const queue = await makeFifo(before);
    for (const body of ['1', '2', '3']) await queue.send(body, 'g');
    await queue.receive(2, 0);
    const after = await makeFifo(await restart(before));
    await after.send('4', 'g');
    const received = await after.receive(10);
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

  it('the deduplication window is still there, and ends in time', async () => {
    const before = await start(temporaryFolder());
    const { MessageId } = await (await makeFifo(before)).send('first', 'g', 'same');
    const after = await restart(before);
    const queue = await makeFifo(after);
    expect((await queue.send('second', 'g', 'same')).MessageId).toBe(MessageId);
    after.clock.set(301_000);
    expect((await queue.send('third', 'g', 'same')).MessageId).not.toBe(MessageId);
    expect(bodies(await queue.receive(10))).toEqual(['first', 'third']);
  });

  it('a message in flight stays in flight and blocks its group until its time', async () => {
    const before = await start(temporaryFolder());
    const queue = await makeFifo(before);
    await queue.send('1', 'g');
    await queue.send('2', 'g');
    await queue.receive(1, 60);
    const after = await restart(before);
    const again = await makeFifo(after);
    expect(await again.receive(10)).toEqual([]);
    after.clock.set(61_000);
    expect(bodies(await again.receive(10))).toEqual(['1', '2']);
  });
});

describe('after the host was killed', () => {
  it('its DynamoDB process is ended, and nothing that was written is lost', async () => {
    const folder = temporaryFolder();
    const engine = await runAndKillHost(folder);
    expect((await fetch(engine)).ok).toBe(true);
    const after = await start(folder);
    await expect(fetch(engine)).rejects.toThrow();
    const { Items } = await after.dynamodb.send(new ScanCommand({ TableName: 'kept' }));
    expect(Items).toEqual([{ pk: { S: 'kept' }, sk: { S: 'kept' } }]);
    expect(bodies(await (await makeFifo(after)).receive())).toEqual(['kept']);
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
  it('is a year for queues and for the stamps of new messages', async () => {
    const fixture = await start(temporaryFolder());
    const queue = await makeFifo(fixture);
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

describe('what was put before a stop', () => {
  it('is in the table after the start', async () => {
    const before = await start(temporaryFolder());
    await makeTable(before.dynamodb, 'kept');
    const Item = { pk: { S: 'a' }, sk: { S: 'b' } };
    await before.dynamodb.send(new PutItemCommand({ TableName: 'kept', Item }));
    const after = await restart(before);
    expect((await after.dynamodb.send(new ScanCommand({ TableName: 'kept' }))).Items).toEqual([Item]);
  });
});
