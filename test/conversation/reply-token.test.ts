import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationOf, replyToken } from '../../functions/conversation/reply-token.ts';
import { conversationIdFor } from '../../functions/store/keys.ts';

const key = 'k'.repeat(32);
const conversationId = conversationIdFor('demo', 'demo:email/ses:help@demo.example.com:ses-1');
const token = replyToken(key, 'demo', conversationId);

describe('a reply token', () => {
  it('finds its conversation, whichever that is', () => {
    fc.assert(
      fc.property(fc.string(), (openedBy) => {
        const id = conversationIdFor('demo', openedBy);
        expect(conversationOf(key, 'demo', replyToken(key, 'demo', id))).toBe(id);
      }),
    );
  });

  it('fits a local part beside the mailbox, and comes back in any case', () => {
    expect(token).toMatch(/^[a-z2-7]{43}$/);
    expect(conversationOf(key, 'demo', token.toUpperCase())).toBe(conversationId);
  });

  it('is nothing with one character changed', () => {
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === 'a' ? 'b' : 'a';
      const changed = `${token.slice(0, index)}${other}${token.slice(index + 1)}`;
      expect(conversationOf(key, 'demo', changed), `character ${index}`).toBeUndefined();
    }
  });

  it('is nothing for another brand, under another key, or cut', () => {
    expect(conversationOf(key, 'other', token)).toBeUndefined();
    expect(conversationOf('j'.repeat(32), 'demo', token)).toBeUndefined();
    expect(conversationOf(key, 'demo', token.slice(1))).toBeUndefined();
    expect(conversationOf(key, 'demo', '')).toBeUndefined();
  });

  it('is made for conversation ids alone', () => {
    expect(() => replyToken(key, 'demo', 'cus_1')).toThrow(TypeError);
  });
});
