import type { KnownMessage } from './queue-storage.ts';

const windowMs = 5 * 60 * 1000;
const separator = '\u0000';

/** The window of one queue. fauxqs' own holds 10,000 ids and forgets them at a restart. */
export class DeduplicationWindow {
  private readonly known: Map<string, KnownMessage>;

  constructor(known: KnownMessage[]) {
    this.known = new Map(known.map((message) => [message.key, message]));
  }

  find(key: string): KnownMessage | undefined {
    const message = this.known.get(key);
    return message !== undefined && message.expiresAt > Date.now() ? message : undefined;
  }

  add(key: string, messageId: string, sequenceNumber: string | undefined): KnownMessage {
    const now = Date.now();
    for (const [oldest, message] of this.known) {
      if (message.expiresAt > now) break;
      this.known.delete(oldest);
    }
    const message = { key, messageId, sequenceNumber, expiresAt: now + windowMs };
    this.known.delete(key);
    this.known.set(key, message);
    return message;
  }
}

/** With DeduplicationScope=messageGroup the same id in two groups is two messages, so the group is part of the key. */
export const scopedKey = (groupId: string, deduplicationId: string) =>
  `${groupId}${separator}${deduplicationId}`;

/** The id as its sender knows it. */
export const deduplicationIdOf = (key: string) => key.slice(key.indexOf(separator) + 1);
