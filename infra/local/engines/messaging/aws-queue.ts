import { randomUUID } from 'node:crypto';
import { DeduplicationWindow, deduplicationIdOf } from './deduplication.ts';
import type {
  DuplicateCheck,
  FindQueue,
  Queue,
  QueueArguments,
  QueueMessage,
  Received,
} from './fauxqs-internals.ts';
import { SqsQueue } from './fauxqs-internals.ts';
import type { QueueStorage } from './queue-storage.ts';
import { redrivePolicyOf, requireSameType } from './redrive-policy.ts';
import { dropExpired } from './retention.ts';

const bySequence = (a: QueueMessage, b: QueueMessage) =>
  (a.sequenceNumber ?? '') < (b.sequenceNumber ?? '') ? -1 : 1;

/**
 * A queue of fauxqs by the rules of AWS: several messages of one FIFO group in one receive, in order after any
 * failure, a deduplication window that lasts, and retention.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export class AwsQueue extends SqsQueue {
  readonly storage: QueueStorage;
  private readonly window: DeduplicationWindow;
  private nextSweep = 0;

  constructor(storage: QueueStorage, ...queue: QueueArguments) {
    super(...queue);
    this.storage = storage;
    this.persistence = storage;
    this.window = new DeduplicationWindow(storage.loadKnownMessages(this.name, Date.now()));
  }

  override checkDeduplication(key: string): DuplicateCheck {
    const known = this.window.find(key);
    if (known === undefined) return { isDuplicate: false };
    const { messageId, sequenceNumber } = known;
    return {
      isDuplicate: true,
      originalMessageId: messageId,
      ...(sequenceNumber === undefined ? {} : { originalSequenceNumber: sequenceNumber }),
    };
  }

  /** Nothing yet: `enqueue` follows at once and records the id together with the message, or neither. */
  override recordDeduplication(): void {}

  override nextSequenceNumber(): string {
    this.sequenceCounter += 1;
    return String(this.sequenceCounter).padStart(20, '0');
  }

  override enqueue(message: QueueMessage): void {
    const key = message.messageDeduplicationId;
    if (!this.isFifo() || key === undefined) {
      super.enqueue(message);
      return;
    }
    message.messageDeduplicationId = deduplicationIdOf(key);
    this.storage.atomically(() => {
      super.enqueue(message);
      const known = this.window.add(key, message.messageId, message.sequenceNumber);
      this.storage.saveKnownMessage(this.name, known);
      this.storage.saveCounter(this.name, this.sequenceCounter);
    });
  }

  /** Takes a message that was received too often elsewhere. Only a FIFO queue restarts its retention. */
  acceptDeadLetter(message: QueueMessage): void {
    if (this.isFifo()) {
      message.sequenceNumber = this.nextSequenceNumber();
      message.sentTimestamp = Date.now();
      this.storage.saveCounter(this.name, this.sequenceCounter);
    }
    super.enqueue(message);
  }

  override dequeue(maxCount: number, visibilityTimeout?: number, findQueue?: FindQueue): Received[] {
    this.processTimers();
    const seconds = visibilityTimeout ?? Number(this.attributes.VisibilityTimeout);
    return this.storage.atomically(() => {
      const taken: Received[] = [];
      for (const message of this.available(findQueue)) {
        taken.push(this.take(message, seconds));
        if (taken.length === Math.min(maxCount, 10)) break;
      }
      return taken;
    });
  }

  /** Puts back what nobody received after all, as if it had never been taken. */
  untake(receiptHandle: string): void {
    const entry = this.inflightMessages.get(receiptHandle);
    if (entry === undefined) return;
    entry.message.approximateReceiveCount -= 1;
    this.changeVisibility(receiptHandle, 0);
  }

  override changeVisibility(receiptHandle: string, timeoutSeconds: number): void {
    const groupId = this.inflightMessages.get(receiptHandle)?.message.messageGroupId;
    super.changeVisibility(receiptHandle, timeoutSeconds);
    if (groupId !== undefined) this.fifoMessages.get(groupId)?.sort(bySequence);
  }

  override processTimers(): void {
    const now = Date.now();
    if (now >= this.nextSweep || now < this.nextSweep - 1000) {
      this.nextSweep = now + 1000;
      dropExpired(this, now);
    }
    const returning = new Set<string>();
    for (const { message, visibilityDeadline } of this.inflightMessages.values()) {
      if (visibilityDeadline <= now && message.messageGroupId) returning.add(message.messageGroupId);
    }
    super.processTimers();
    // fauxqs puts expired messages back one before the other, which turns their order round.
    for (const groupId of returning) this.fifoMessages.get(groupId)?.sort(bySequence);
  }

  override setAttributes(attributes: Record<string, string>): void {
    requireSameType(this.name, attributes);
    super.setAttributes(attributes);
  }

  override getAttribute(name: string): string | undefined {
    if (name.startsWith('ApproximateNumber')) this.processTimers();
    return super.getAttribute(name);
  }

  /** Messages to receive, in order, each removed as it is handed out; groups that are in flight keep theirs. */
  private *available(findQueue: FindQueue | undefined): Generator<QueueMessage> {
    if (!this.isFifo()) return yield* this.drain(this.messages, findQueue);
    for (const [groupId, messages] of this.fifoMessages) {
      if (this.fifoLockedGroups.has(groupId)) continue;
      try {
        yield* this.drain(messages, findQueue);
      } finally {
        if (messages.length === 0) this.fifoMessages.delete(groupId);
      }
    }
  }

  private *drain(messages: QueueMessage[], findQueue: FindQueue | undefined): Generator<QueueMessage> {
    const policy = redrivePolicyOf(this.attributes);
    for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
      message.approximateReceiveCount += 1;
      message.approximateFirstReceiveTimestamp ||= Date.now();
      const tooOften = policy !== undefined && message.approximateReceiveCount > policy.maxReceiveCount;
      const deadLetterQueue = tooOften ? findQueue?.(policy.deadLetterTargetArn) : undefined;
      if (deadLetterQueue === undefined) yield message;
      else this.moveTo(deadLetterQueue, message);
    }
  }

  private moveTo(queue: Queue, message: QueueMessage): void {
    this.storage.deleteMessage(message.messageId);
    if (queue instanceof AwsQueue) queue.acceptDeadLetter(message);
    else queue.enqueue(message);
  }

  private take(message: QueueMessage, visibilitySeconds: number): Received {
    const receiptHandle = randomUUID();
    const visibilityDeadline = Date.now() + visibilitySeconds * 1000;
    this.inflightMessages.set(receiptHandle, { message, receiptHandle, visibilityDeadline });
    const { messageId, messageGroupId, approximateReceiveCount, approximateFirstReceiveTimestamp } = message;
    if (this.isFifo() && messageGroupId !== undefined) {
      this.fifoLockedGroups.set(messageGroupId, (this.fifoLockedGroups.get(messageGroupId) ?? 0) + 1);
    }
    const firstReceive = approximateFirstReceiveTimestamp ?? null;
    const receives = approximateReceiveCount;
    this.storage.updateMessageInflight(messageId, receiptHandle, visibilityDeadline, receives, firstReceive);
    return received(message, receiptHandle);
  }
}

function received(message: QueueMessage, receiptHandle: string): Received {
  const { messageId, md5OfBody, body, messageAttributes, md5OfMessageAttributes } = message;
  const hasAttributes = Object.keys(messageAttributes).length > 0;
  return {
    MessageId: messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5OfBody,
    Body: body,
    ...(md5OfMessageAttributes ? { MD5OfMessageAttributes: md5OfMessageAttributes } : {}),
    ...(hasAttributes ? { MessageAttributes: messageAttributes } : {}),
  };
}
