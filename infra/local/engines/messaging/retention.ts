import type { Queue, QueueMessage } from './fauxqs-internals.ts';

/**
 * Deletes what the queue has held longer than its MessageRetentionPeriod, received or not.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export function dropExpired(queue: Queue, now: number): void {
  const limit = now - Number(queue.attributes.MessageRetentionPeriod) * 1000;
  const keep = (message: QueueMessage) => {
    if (message.sentTimestamp > limit) return true;
    queue.persistence?.deleteMessage(message.messageId);
    return false;
  };
  queue.messages = queue.messages.filter(keep);
  queue.delayedMessages = queue.delayedMessages.filter(keep);
  for (const groups of [queue.fifoMessages, queue.fifoDelayed]) dropFromGroups(groups, keep);
  for (const [receiptHandle, { message }] of queue.inflightMessages) {
    if (message.sentTimestamp <= limit) queue.deleteMessage(receiptHandle);
  }
}

function dropFromGroups(groups: Map<string, QueueMessage[]>, keep: (message: QueueMessage) => boolean): void {
  for (const [groupId, messages] of groups) {
    const kept = messages.filter(keep);
    if (kept.length === 0) groups.delete(groupId);
    else if (kept.length < messages.length) groups.set(groupId, kept);
  }
}
