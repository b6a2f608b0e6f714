import {
  ChangeMessageVisibilityCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bodies, type Fixture, makeQueue, openEngines, removeFolder } from './engine-fixture.ts';

const dayMs = 24 * 3600 * 1000;
const mebibyte = 1024 * 1024;

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openEngines();
});
afterAll(async () => {
  await fixture.close();
  removeFolder(fixture.folder);
});

const forwardDays = (days: number) => fixture.clock.set(fixture.clock.offsetMs + days * dayMs);
const depth = async (name: string) => (await fixture.engines.queues()).find((queue) => queue.name === name);

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
describe('what a message may contain', () => {
  it('characters above U+FFFF pass unchanged', async () => {
    const queue = await makeQueue(fixture.sqs);
    await queue.send('Where is my parcel? 📦👩🏽‍🚀');
    expect(bodies(await queue.receive())).toEqual(['Where is my parcel? 📦👩🏽‍🚀']);
  });

  it.each(['\u0000', '\u001b', '\ufffe', '\ud83d'])('the character %j is refused', async (character) => {
    const queue = await makeQueue(fixture.sqs);
    await expect(queue.send(`a${character}b`)).rejects.toThrow(/Invalid characters/);
  });

  it('up to 1 MiB', async () => {
    const queue = await makeQueue(fixture.sqs);
    await queue.send('x'.repeat(mebibyte));
    await expect(queue.send('x'.repeat(mebibyte + 1))).rejects.toThrow(/must be shorter/);
    expect((await queue.receive())[0]?.Body).toHaveLength(mebibyte);
  });
});

describe('visibility', () => {
  it('set to zero, the message is there again at once and its receives are counted', async () => {
    const queue = await makeQueue(fixture.sqs);
    await queue.send('again');
    const [first] = await queue.receive();
    const ReceiptHandle = first?.ReceiptHandle;
    const release = { QueueUrl: queue.QueueUrl, ReceiptHandle, VisibilityTimeout: 0 };
    await fixture.sqs.send(new ChangeMessageVisibilityCommand(release));
    const [second] = await queue.receive();
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
  });

  it('shows in the depths', async () => {
    const queue = await makeQueue(fixture.sqs);
    await queue.send('one');
    await queue.send('two');
    await queue.receive(1);
    expect(await depth(queue.QueueName)).toEqual({
      name: queue.QueueName,
      visible: 1,
      inFlight: 1,
      delayed: 0,
    });
    fixture.clock.set(fixture.clock.offsetMs + 31_000);
    expect(await depth(queue.QueueName)).toMatchObject({ visible: 2, inFlight: 0 });
  });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
describe('retention', () => {
  it('ends after four days by default, in flight or not', async () => {
    const queue = await makeQueue(fixture.sqs, { VisibilityTimeout: '43200' });
    await queue.send('in flight');
    await queue.receive();
    forwardDays(3.9);
    await queue.receive(1, 43_200);
    await queue.send('later');
    forwardDays(0.2);
    expect(bodies(await queue.receive())).toEqual(['later']);
    expect(await depth(queue.QueueName)).toMatchObject({ visible: 0, inFlight: 1 });
  });

  it('follows the attribute, also for a message of a FIFO group', async () => {
    const queue = await makeQueue(fixture.sqs, { FifoQueue: 'true', MessageRetentionPeriod: '1209600' });
    await queue.send('two weeks', 'g');
    forwardDays(13);
    expect(bodies(await queue.receive(10, 0))).toEqual(['two weeks']);
    forwardDays(2);
    expect(await queue.receive()).toEqual([]);
  });

  it('goes on in a standard dead-letter queue and starts again in a FIFO one', async () => {
    for (const type of [{}, { FifoQueue: 'true' }]) {
      const isFifo = 'FifoQueue' in type;
      const deadLetters = await makeQueue(fixture.sqs, type);
      const policy = { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 1 };
      const queue = await makeQueue(fixture.sqs, { ...type, RedrivePolicy: JSON.stringify(policy) });
      await queue.send('poison', isFifo ? 'g' : undefined);
      await queue.receive(1, 0);
      forwardDays(3);
      expect(await queue.receive()).toEqual([]);
      forwardDays(2);
      expect(bodies(await deadLetters.receive())).toEqual(isFifo ? ['poison'] : []);
    }
  });
});

describe('long polling', () => {
  it('answers when a message arrives', async () => {
    const queue = await makeQueue(fixture.sqs);
    const poll = new ReceiveMessageCommand({ QueueUrl: queue.QueueUrl, WaitTimeSeconds: 20 });
    const waiting = fixture.sqs.send(poll);
    await queue.send('at last');
    expect(bodies((await waiting).Messages ?? [])).toEqual(['at last']);
  });

  it('gives nothing to a caller that went away', async () => {
    const queue = await makeQueue(fixture.sqs);
    const gone = new AbortController();
    const poll = new ReceiveMessageCommand({ QueueUrl: queue.QueueUrl, WaitTimeSeconds: 20 });
    const abandoned = fixture.sqs.send(poll, { abortSignal: gone.signal });
    await new Promise((resolve) => setTimeout(resolve, 100));
    gone.abort();
    await expect(abandoned).rejects.toThrow(/abort/i);
    // Nobody could know of it before: what answers a later request has seen the earlier end of the connection.
    await depth(queue.QueueName);
    await queue.send('still here');
    // Well before its visibility time-out ends, for somebody who was given it.
    const [message] = await vi.waitUntil(async () => {
      const received = await queue.receive();
      return received.length > 0 && received;
    }, 10_000);
    expect(message?.Body).toBe('still here');
    expect(message?.Attributes?.ApproximateReceiveCount).toBe('1');
  });
});

describe('the dead-letter queue of a standard queue', () => {
  it('must be standard', async () => {
    const fifo = await makeQueue(fixture.sqs, { FifoQueue: 'true' });
    const queue = await makeQueue(fixture.sqs);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: fifo.arn, maxReceiveCount: 2 });
    const change = new SetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, Attributes: { RedrivePolicy } });
    await expect(fixture.sqs.send(change)).rejects.toThrow(/same type of queue/);
  });
});
