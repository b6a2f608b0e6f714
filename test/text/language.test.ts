import { describe, expect, it } from 'vitest';
import { languageOf } from '../../functions/text/language.ts';
import { turns } from './language/turns.ts';

describe('the language of a turn', () => {
  const labelled = Object.entries(turns).flatMap(([language, texts]) =>
    texts.map((turn) => ({ language, turn })),
  );

  it('is told for most turns, and seldom wrongly', async () => {
    const told = await Promise.all(
      labelled.map(async ({ language, turn }) => ({ language, found: await languageOf(turn) })),
    );
    const right = told.filter(({ language, found }) => found === language).length;
    const wrong = told.filter(({ language, found }) => found !== undefined && found !== language).length;
    expect(labelled.length).toBeGreaterThan(60);
    expect(right / labelled.length).toBeGreaterThan(0.9);
    expect(wrong / labelled.length).toBeLessThan(0.03);
  });

  it.each(['', 'ok', '12345', '👍👍', 'https://example.com/a', 'ada@example.com', 'xyz'])(
    'is not guessed from %j',
    async (text) => {
      expect(await languageOf(text)).toBeUndefined();
    },
  );

  it('is told in no time from 64 KB of anything', async () => {
    await languageOf('Where is my order?');
    for (const text of ['\n', 'a ', 'a@', 'http://', '1.', 'com/'].map((part) => part.repeat(16_000))) {
      const begin = performance.now();
      await languageOf(text);
      expect(performance.now() - begin).toBeLessThan(500);
    }
  });
});
