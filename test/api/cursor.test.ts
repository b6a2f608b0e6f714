import { describe, expect, it } from 'vitest';
import { cursorParameter, encodeCursor } from '../../functions/api/cursor.ts';

const position = '2026-03-10T12:00:00.000Z#abcdefghijklmnopqrstuv';

describe('a cursor', () => {
  it('comes back as the position it was made of, and is safe in a URL', () => {
    const cursor = encodeCursor(position);
    expect(cursor).toBe(encodeURIComponent(cursor));
    expect(cursor).not.toContain('2026');
    expect(cursorParameter.parse(cursor)).toBe(position);
  });

  it.each([
    '',
    position,
    encodeCursor('2026-03-10'),
    encodeCursor(`${position}x`),
    encodeCursor(`~${position}`),
    `${encodeCursor(position)}=`,
    `${encodeCursor(position)} `,
    encodeCursor(position).slice(1),
    '../../etc',
  ])('%s is refused', (cursor) => {
    expect(cursorParameter.safeParse(cursor).success).toBe(false);
  });
});
