import type { SettingsReader } from '../store/brand-settings.ts';
import type { JourneyTable } from '../store/journey-table.ts';

/** What the timer works with: built once, in timer.lambda.ts. */
export interface Timer {
  table: JourneyTable;
  settings: SettingsReader;
  /** Milliseconds since 1970. */
  clock(): number;
}
