import type { RoutingQueue } from '../queue/routing-queue.ts';
import type { HandoffKey } from '../secrets/handoff-key.ts';
import type { SettingsReader } from '../store/brand-settings.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import type { TokenReader } from './bearer-token.ts';

/** What every route works with. */
export interface Api {
  table: JourneyTable;
  queue: RoutingQueue;
  tokens: TokenReader;
  settings: SettingsReader;
  handoffKey: HandoffKey;
  /** Milliseconds since 1970. */
  now(): number;
}
