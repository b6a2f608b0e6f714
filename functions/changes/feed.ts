import type { JourneyTable } from '../store/journey-table.ts';

/** What the change feed works with: built once, in changes.lambda.ts. */
export interface Feed {
  table: JourneyTable;
  /** Milliseconds since 1970. */
  clock(): number;
}
