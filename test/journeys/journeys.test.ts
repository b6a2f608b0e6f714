import { describe, expect, it } from 'vitest';
import { expectCommon } from './common.ts';
import { j04 } from './j04-sms-then-email.ts';
import { playedAgain, theStage } from './stage.ts';

const stage = theStage();

/** In this order: what moves the clock far comes last. */
const scenarios = [j04];

describe('journeys over real channels', { timeout: 120_000 }, () => {
  it.each(scenarios)('$title', async ({ title, play }) => {
    const on = stage().play(title);
    const people = await play(on);
    await on.settled();
    await expectCommon(on, people);
  });

  it('all of them delivered again, a day later, change nothing', async () => {
    const { waited, after } = await playedAgain(stage());
    expect(Object.keys(waited).length).toBeGreaterThan(scenarios.length);
    expect(after).toEqual(waited);
  });
});
