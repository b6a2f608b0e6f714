import type { Suggesting } from '../identity/suggest.ts';

/** How long a token or a code is open. */
export const HANDOFF_LIFE_MS = 10 * 60_000;

/** What handoffs work with. */
export interface HandingOver extends Suggesting {
  /** Milliseconds since 1970. */
  now: number;
  /** The key of every token and code; asked for only when there is one. */
  handoffKey(): Promise<string>;
  /** Told when wrong codes closed all codes for whom they came from, or for a whole brand: it is alarmed. */
  tellClosed?(whose: 'source' | 'brand', brand: string): void;
}
