import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';

type Key = Record<string, unknown>;

/** What dynoxide's file needs beyond what dynoxide does with it. It is changed live, next to the server. */
export type DynoxideFile = {
  /** The next removal of this item is told to stream readers as an expiry. */
  markExpired(tableName: string, key: Key): void;
  /** Takes the mark back when the item was not removed. */
  unmarkExpired(tableName: string, key: Key): void;
  close(): void;
};

// Without the index a stream read walks all records of all tables: 2,200 puts a second sink to 490.
const schema = `
CREATE INDEX IF NOT EXISTS _local_stream_seq ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
CREATE TABLE IF NOT EXISTS _local_expired (
  table_name TEXT NOT NULL, keys_json TEXT NOT NULL, PRIMARY KEY (table_name, keys_json)
) WITHOUT ROWID;
DELETE FROM _local_expired;
CREATE TRIGGER IF NOT EXISTS _local_expiry AFTER INSERT ON _stream_records
WHEN NEW.event_name = 'REMOVE' AND EXISTS (
  SELECT 1 FROM _local_expired WHERE table_name = NEW.table_name AND keys_json = NEW.keys_json)
BEGIN
  UPDATE _stream_records SET user_identity = '{"type":"Service","principalId":"dynamodb.amazonaws.com"}'
  WHERE id = NEW.id;
  DELETE FROM _local_expired WHERE table_name = NEW.table_name AND keys_json = NEW.keys_json;
END;`;

/** Opens the file of a running dynoxide and cures it. */
export function openDynoxideFile(databaseFile: string, clock: Clock): DynoxideFile {
  const database = new DatabaseSync(databaseFile, { timeout: 10_000 });
  database.exec(schema);
  stampRecords(database, clock.offsetMs);
  clock.onChange((offsetMs) => database.isOpen && stampRecords(database, offsetMs));
  const mark = database.prepare('INSERT OR REPLACE INTO _local_expired VALUES (?, ?)');
  const unmark = database.prepare('DELETE FROM _local_expired WHERE table_name = ? AND keys_json = ?');
  return {
    markExpired(tableName, key) {
      for (const keysJson of spellings(key)) mark.run(tableName, keysJson);
    },
    unmarkExpired(tableName, key) {
      for (const keysJson of spellings(key)) unmark.run(tableName, keysJson);
    },
    close: () => database.close(),
  };
}

/** dynoxide writes the one or two attributes of a key in any order. */
function spellings(key: Key): string[] {
  const attributes = Object.entries(key);
  return [attributes, attributes.toReversed()].map((order) => JSON.stringify(Object.fromEntries(order)));
}

/** Stream records carry the machine's time; a trigger moves it while the clock stands elsewhere. */
function stampRecords(database: DatabaseSync, offsetMs: number): void {
  const seconds = Math.trunc(offsetMs / 1000);
  database.exec('DROP TRIGGER IF EXISTS _local_clock');
  if (seconds === 0) return;
  database.exec(`CREATE TRIGGER _local_clock AFTER INSERT ON _stream_records BEGIN
    UPDATE _stream_records SET created_at = created_at + ${seconds} WHERE id = NEW.id; END`);
}
