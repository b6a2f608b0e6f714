import type { JourneyTable } from '../store/journey-table.ts';
import type { TokenReader } from './bearer-token.ts';

/** What every route reads from. */
export interface Api {
  table: JourneyTable;
  tokens: TokenReader;
  /** Milliseconds since 1970. */
  now(): number;
}
