import { describe, expect, it } from 'vitest';
import { lastTurns } from '../../functions/context/card-turns.ts';
import { withoutPublicText } from '../../functions/context/public-text.ts';
import type { Portrait } from '../../functions/store/portrait.ts';
import { entry } from './entries.ts';

const comment = entry({ minute: 0, content: { kind: 'message', text: 'Broken again!', isPublic: true } });
const edited = {
  ...comment,
  progress: { ...comment.progress, edits: [{ revision: 1, text: 'Broken!', at: comment.at }] },
};
const message = entry({ minute: 1, text: 'Hello' });
const portrait: Portrait = {
  members: [],
  entries: [message, edited],
  isWhole: true,
  conversations: [],
  openings: [comment],
};

describe('what was written for everybody to read', () => {
  const hidden = withoutPublicText(portrait);

  it('is a turn without words, also after an edit', () => {
    const [said, commented] = lastTurns(hidden.entries);
    expect(said?.text).toBe('Hello');
    expect(commented).toMatchObject({ interactionId: comment.interactionId, kind: 'message' });
    expect(JSON.stringify(hidden)).not.toContain('Broken');
  });

  it('is there with its words as long as nobody hides it', () => {
    expect(lastTurns(portrait.entries).map(({ text }) => text)).toEqual(['Hello', 'Broken!']);
  });
});
