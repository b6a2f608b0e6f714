import type { Identity } from '../../functions/interaction/identity.ts';
import type { Play } from './play.ts';

/** One journey: it plays, asserts what is its own, and says whose timelines hold all of it. */
export interface Scenario {
  title: string;
  play(on: Play): Promise<readonly Identity[]>;
}
