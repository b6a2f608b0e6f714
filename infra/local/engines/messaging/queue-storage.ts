import { PersistenceManager } from './fauxqs-internals.ts';

/** A deduplication id inside its window, and the message that it stands for. */
export type KnownMessage = {
  key: string;
  messageId: string;
  sequenceNumber: string | undefined;
  expiresAt: number;
};

const schema = `
CREATE TABLE IF NOT EXISTS local_deduplication (
  queue TEXT NOT NULL, key TEXT NOT NULL, message_id TEXT NOT NULL, sequence_number TEXT,
  expires_at INTEGER NOT NULL, PRIMARY KEY (queue, key)
) WITHOUT ROWID`;

/** fauxqs' storage, plus the deduplication window; a message and what belongs to it become durable together. */
export class QueueStorage extends PersistenceManager {
  private inTransaction = false;
  private readonly saveReady;
  private readonly saveKnown;
  private readonly saveCounterOf;

  constructor(folder: string) {
    super(folder);
    // A killed process loses nothing; only a power cut may take the last moments, which a local stack can bear.
    this.db.exec('PRAGMA synchronous = NORMAL');
    this.db.exec(schema);
    this.saveReady = this.db.prepare(
      'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
    );
    this.saveKnown = this.db.prepare('INSERT OR REPLACE INTO local_deduplication VALUES (?, ?, ?, ?, ?)');
    this.saveCounterOf = this.db.prepare('UPDATE sqs_queues SET sequence_counter = ? WHERE name = ?');
  }

  /** Runs the writes in one transaction; inside another one they join it. */
  atomically<Result>(writes: () => Result): Result {
    if (this.inTransaction) return writes();
    this.db.exec('BEGIN');
    this.inTransaction = true;
    try {
      const result = writes();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    } finally {
      this.inTransaction = false;
    }
  }

  /** As in fauxqs but for the receive count, which fauxqs sets to null although its own table forbids it. */
  override updateMessageReady(messageId: string): void {
    this.saveReady.run(messageId);
  }

  saveKnownMessage(queue: string, known: KnownMessage): void {
    this.saveKnown.run(queue, known.key, known.messageId, known.sequenceNumber ?? null, known.expiresAt);
  }

  saveCounter(queue: string, counter: number): void {
    this.saveCounterOf.run(counter, queue);
  }

  /** The deduplication window of a queue, oldest first; forgets what has left it. */
  loadKnownMessages(queue: string, now: number): KnownMessage[] {
    this.db.prepare('DELETE FROM local_deduplication WHERE expires_at <= ?').run(now);
    const rows = this.db
      .prepare('SELECT * FROM local_deduplication WHERE queue = ? ORDER BY expires_at')
      .all(queue);
    return rows.map((row) => ({
      key: String(row.key),
      messageId: String(row.message_id),
      sequenceNumber: row.sequence_number === null ? undefined : String(row.sequence_number),
      expiresAt: Number(row.expires_at),
    }));
  }
}
