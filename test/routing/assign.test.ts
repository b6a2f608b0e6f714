import { describe, expect, it } from 'vitest';
import { channels } from '../../functions/interaction/identity.ts';
import { assign } from '../../functions/routing/assign.ts';

describe('the first routing rules', () => {
  it('know every channel', () => {
    for (const channel of channels) expect(assign(channel).agentQueue).toMatch(/^[a-z-]+$/);
  });

  it('serve who waits on the line first, a letter last', () => {
    const order = [...channels].sort((left, right) => assign(left).priority - assign(right).priority);
    expect(order[0]).toBe('voice');
    expect(assign('chat').priority).toBeLessThan(assign('email').priority);
    expect(assign('email').priority).toBeLessThan(assign('place').priority);
  });
});
