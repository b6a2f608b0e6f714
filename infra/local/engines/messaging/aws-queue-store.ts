import { AwsQueue } from './aws-queue.ts';
import { type Queue, type QueueArguments, SqsStore } from './fauxqs-internals.ts';
import type { QueueStorage } from './queue-storage.ts';
import { requireSameType } from './redrive-policy.ts';

/** The queues of the account, each one corrected. */
export class AwsQueueStore extends SqsStore {
  private readonly storage: QueueStorage;

  constructor(storage: QueueStorage, region: string) {
    super();
    this.storage = storage;
    this.region = region;
  }

  override createQueue(...definition: QueueArguments): Queue {
    const [name, url, arn, attributes] = definition;
    requireSameType(name, attributes ?? {});
    const queue = new AwsQueue(this.storage, ...definition);
    // Unset while the storage is read: to insert a queue again would delete its messages.
    this.persistence?.insertQueue(queue);
    this.queues.set(url, queue);
    this.queuesByName.set(name, queue);
    this.queuesByArn.set(arn, queue);
    return queue;
  }
}
