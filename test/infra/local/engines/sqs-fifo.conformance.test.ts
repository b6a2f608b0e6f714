import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodies, type Fixture, makeQueue, openEngines, removeFolder } from './engine-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openEngines();
});
afterAll(async () => {
  await fixture.close();
  removeFolder(fixture.folder);
});

const makeFifo = (attributes: Record<string, string> = {}) =>
  makeQueue(fixture.sqs, { FifoQueue: 'true', ...attributes });
const forward = (seconds: number) => fixture.clock.set(fixture.clock.offsetMs + seconds * 1000);

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
describe('receiving from a FIFO queue', () => {
  it('returns as many messages of one group as fit, in order, and blocks the group while they are in flight', async () => {
    const queue = await makeFifo();
    const sent = Array.from({ length: 12 }, (_, index) => String(index));
    for (const body of sent) await queue.send(body, 'g');
    const first = await queue.receive(10);
    expect(bodies(first)).toEqual(sent.slice(0, 10));
    expect(await queue.receive(10)).toEqual([]);
    for (const { ReceiptHandle } of first) {
      await fixture.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.QueueUrl, ReceiptHandle }));
    }
    expect(bodies(await queue.receive(10))).toEqual(sent.slice(10));
  });

  it('fills up with messages of other groups, each group in its order', async () => {
    const queue = await makeFifo();
    for (const body of ['a1', 'b1', 'a2', 'b2', 'c1']) await queue.send(body, body.slice(0, 1));
    expect(bodies(await queue.receive(4))).toEqual(['a1', 'a2', 'b1', 'b2']);
    expect(bodies(await queue.receive(10))).toEqual(['c1']);
  });

  it('gives messages back in order when their visibility ends', async () => {
    const queue = await makeFifo();
    for (const body of ['1', '2', '3']) await queue.send(body, 'g');
    await queue.receive(10);
    forward(31);
    const again = await queue.receive(10);
    expect(bodies(again)).toEqual(['1', '2', '3']);
    expect(again.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(['2', '2', '2']);
  });

  it('gives messages back in order, in whatever order they are released', async () => {
    const queue = await makeFifo();
    for (const body of ['1', '2', '3']) await queue.send(body, 'g');
    const [one, two, three] = await queue.receive(10);
    for (const message of [three, one, two]) {
      const ReceiptHandle = message?.ReceiptHandle;
      const release = { QueueUrl: queue.QueueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await fixture.sqs.send(new ChangeMessageVisibilityCommand(release));
    }
    expect(bodies(await queue.receive(10))).toEqual(['1', '2', '3']);
  });
});

describe('deduplication', () => {
  it('with scope messageGroup, the same id in two groups is two messages', async () => {
    const queue = await makeFifo({
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
    await queue.send('in a', 'a', 'same');
    await queue.send('in b', 'b', 'same');
    await queue.send('again in a', 'a', 'same');
    const received = await queue.receive(10);
    expect(bodies(received)).toEqual(['in a', 'in b']);
    expect(received[0]?.Attributes?.MessageDeduplicationId).toBe('same');
  });

  it('with scope queue, the same id is one message whatever the group', async () => {
    const queue = await makeFifo();
    const first = await queue.send('in a', 'a', 'same');
    const second = await queue.send('in b', 'b', 'same');
    expect(second.MessageId).toBe(first.MessageId);
    expect(bodies(await queue.receive(10))).toEqual(['in a']);
  });

  it('goes by the content where the queue says so, inside the scope', async () => {
    const queue = await makeFifo({ ContentBasedDeduplication: 'true', DeduplicationScope: 'messageGroup' });
    const Entries = ['a', 'b', 'a'].map((MessageGroupId, index) => {
      return { Id: String(index), MessageBody: 'same', MessageGroupId };
    });
    const answer = await fixture.sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.QueueUrl, Entries }));
    expect(answer.Successful).toHaveLength(3);
    expect(await queue.receive(10)).toHaveLength(2);
  });

  it('lasts five minutes, also after the message was deleted', async () => {
    const queue = await makeFifo();
    await queue.send('first', 'g', 'same');
    const [message] = await queue.receive(10);
    const ReceiptHandle = message?.ReceiptHandle;
    await fixture.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.QueueUrl, ReceiptHandle }));
    forward(299);
    await queue.send('too early', 'g', 'same');
    expect(await queue.receive(10)).toEqual([]);
    forward(2);
    await queue.send('late enough', 'g', 'same');
    expect(bodies(await queue.receive(10))).toEqual(['late enough']);
  });

  it('can be given its scope afterwards', async () => {
    const queue = await makeFifo();
    const Attributes = { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' };
    await fixture.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, Attributes }));
    await queue.send('in a', 'a', 'same');
    await queue.send('in b', 'b', 'same');
    expect(await queue.receive(10)).toHaveLength(2);
  });
});

describe('the dead-letter queue of a FIFO queue', () => {
  it('takes a message that was received too often; the group goes on', async () => {
    const deadLetters = await makeFifo();
    const policy = JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 2 });
    const queue = await makeFifo({ RedrivePolicy: policy });
    await queue.send('poison', 'g');
    for (let receive = 1; receive <= 2; receive += 1) {
      expect(bodies(await queue.receive(1))).toEqual(['poison']);
      forward(31);
    }
    await queue.send('next', 'g');
    expect(bodies(await queue.receive(1))).toEqual(['next']);
    expect(bodies(await deadLetters.receive(1))).toEqual(['poison']);
  });

  it('must be FIFO, when the queue is made and afterwards', async () => {
    const standard = await makeQueue(fixture.sqs);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: standard.arn, maxReceiveCount: 2 });
    const refusal = /Dead-letter queue must be same type of queue as the source/;
    await expect(makeFifo({ RedrivePolicy })).rejects.toThrow(refusal);
    const queue = await makeFifo();
    const change = new SetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, Attributes: { RedrivePolicy } });
    await expect(fixture.sqs.send(change)).rejects.toThrow(refusal);
  });
});

describe('SendMessageBatch', () => {
  it('sends the good entries and names the bad ones', async () => {
    const queue = await makeFifo();
    const good = { Id: 'good', MessageBody: 'good', MessageGroupId: 'g', MessageDeduplicationId: '1' };
    const noGroup = { Id: 'bad', MessageBody: 'bad', MessageDeduplicationId: '2' };
    const batch = { QueueUrl: queue.QueueUrl, Entries: [noGroup, good] };
    const answer = await fixture.sqs.send(new SendMessageBatchCommand(batch));
    expect(answer.Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'MissingParameter' }]);
    expect(bodies(await queue.receive(10))).toEqual(['good']);
  });
});
