import { describe, expect, it } from 'vitest';
import { previewOf } from '../../functions/intake/preview.ts';
import type { Interaction } from '../../functions/interaction/interaction.ts';
import { contact } from './example-events.ts';

const mail = { inReplyTo: [], raw: { bucket: 'inbox', key: 'k' } };

describe('a preview', () => {
  it('keeps short content as it is', () => {
    const order: Interaction = {
      kind: 'order',
      direction: 'inbound',
      contact,
      items: [{ productId: 'p', quantity: 2 }],
      text: 'x'.repeat(2_000),
    };
    expect(previewOf(order)).toEqual(order);
  });

  it('cuts long texts, never inside a character', () => {
    for (const text of ['é'.repeat(3_000), '😀'.repeat(3_000), `a${'😀'.repeat(3_000)}`]) {
      const preview = previewOf({ kind: 'message', direction: 'inbound', contact, text });
      const cut = preview.kind === 'message' ? (preview.text ?? '') : '';
      expect(cut).toHaveLength(2_000);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut.endsWith('…')).toBe(true);
      expect(text.startsWith(cut.slice(0, 1_998))).toBe(true);
    }
  });

  it('keeps the first and the last of a long list: a thread shows its root and its parents', () => {
    const references = Array.from({ length: 100 }, (_, index) => `<${index}@example.com>`);
    const preview = previewOf({
      kind: 'message',
      direction: 'inbound',
      contact,
      mail: { ...mail, references },
    });
    const kept = preview.kind === 'message' ? preview.mail?.references : [];
    expect(kept).toEqual([...references.slice(0, 10), ...references.slice(90)]);
  });

  it('never cuts who it was', () => {
    const long = { ...contact, address: `${'a'.repeat(3_000)}@example.com` };
    expect(previewOf({ kind: 'call', direction: 'inbound', contact: long }).contact).toEqual(long);
  });
});
