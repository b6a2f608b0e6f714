import { describe, expect, it } from 'vitest';
import { expectCommon } from './every-journey.ts';
import { j01 } from './j01-shop-online.ts';
import { j02 } from './j02-call-video-mail.ts';
import { j03 } from './j03-social-to-phone.ts';
import { j04 } from './j04-sms-then-email.ts';
import { j05 } from './j05-number-variants.ts';
import { j06 } from './j06-whatsapp-without-phone.ts';
import { j07 } from './j07-copied-mail.ts';
import { j11 } from './j11-angry-again.ts';
import { j12 } from './j12-wrong-merge.ts';
import { j15 } from './j15-family-tablet.ts';
import { j16 } from './j16-two-brands.ts';
import { playedAgain, theStage } from './stage.ts';

const stage = theStage();

/** In this order: what moves the clock far comes last. */
const scenarios = [j01, j03, j04, j05, j06, j07, j12, j15, j16, j02, j11];

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
