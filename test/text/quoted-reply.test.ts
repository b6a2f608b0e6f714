import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureOf, visibleReply } from '../../functions/text/quoted-reply.ts';
import { growth, LINEAR } from './linear-time.ts';
import { attributions } from './replies/attributions.ts';
import { blocks } from './replies/blocks.ts';
import { heldOut } from './replies/held-out.ts';
import { layouts } from './replies/layouts.ts';

const labelled = [...attributions, ...blocks, ...layouts];

describe('visible reply', () => {
  it.each(labelled)('is what the author wrote: $name', ({ mail, visible }) => {
    expect(visibleReply(mail)).toBe(visible);
  });

  it('is right in seven of ten mails in forms the rules were not made for', () => {
    const missed = heldOut.filter(({ mail, visible }) => visibleReply(mail) !== visible);
    const right = heldOut.length - missed.length;
    const all = labelled.length + heldOut.length;
    console.log(
      `visible reply: ${labelled.length + right} of ${all} labelled mails, ${right} of ${heldOut.length} held out`,
    );
    console.log(`missed: ${missed.map(({ name }) => name).join('; ')}`);
    expect(all).toBeGreaterThanOrEqual(60);
    expect(right / heldOut.length).toBeGreaterThanOrEqual(0.7);
  });

  it('is never empty when the text is not', () => {
    const line = fc.oneof(
      fc.constantFrom('', '> quoted', '-- ', 'Sent from my iPhone', '-----Original Message-----', '____'),
      fc.constantFrom('On 3/3/26 10:11 AM, Shop wrote:', 'From: a@example.com', 'To: b', 'Subject: c'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        expect(visibleReply(text) === '').toBe(text.trim() === '');
      }),
    );
  });

  it('adds nothing: every line comes from the mail', () => {
    for (const { mail } of labelled) {
      const lines = new Set(mail.split(/\r?\n/).map((line) => line.trim()));
      expect(
        visibleReply(mail)
          .split('\n')
          .every((line) => lines.has(line.trim())),
      ).toBe(true);
    }
  });

  const hostile: [name: string, unit: string][] = [
    ['spaces', ' '],
    ['newlines', '\n'],
    ['carriage returns', '\r'],
    ['blank lines', ' \n'],
    ['marks', '>'],
    ['quoted lines', '> a\n'],
    ['dashes', '-'],
    ['attributions without an end', 'On 3/3/26 '],
    ['attribution lines', 'On 3/3/26, a wrote:\n\n\n'],
    ['attributions with quotations', 'On 3/3/26, a wrote:\n> a\n'],
    ['header fields', 'From: a@example.com\n'],
    ['signature separators', '--\n'],
    ['device lines', 'Sent from my iPhone\n'],
    ['rules and spaces', '___ \n'],
  ];
  it.each(hostile)('takes linear time for %s', (_, unit) => {
    expect(growth(visibleReply, unit, { before: 'a\n' })).toBeLessThanOrEqual(LINEAR);
  });

  it.each([' ', '\n'])('takes for 256 KB of %j at most five times what 64 KB take', (unit) => {
    for (const after of ['', 'a'])
      expect(
        growth(visibleReply, unit, { before: 'a\n', after, atMost: 5, enough: 400 }),
      ).toBeLessThanOrEqual(5);
  });
});

describe('a signature', () => {
  it.each([
    ['stands below its separator', 'Hi\n\n-- \nAda\n+1 415 555 0123', 'Ada\n+1 415 555 0123'],
    ['is the last of two', 'Hi\n--\nmore\n--\nAda', 'Ada'],
    [
      'is the author’s, not that of what they answer',
      'Hi\n-- \nAda\n\nOn Tue, 10 Mar 2026, Bob wrote:\n> Hi\n> -- \n> Bob',
      'Ada',
    ],
    ['is not there without a separator', 'Hi\nAda', ''],
    ['is not what follows a separator at the very top', '-- \nAda', ''],
    ['is no longer than a signature', `Hi\n-- \n${'line\n'.repeat(30)}`, ''],
  ])('%s', (_, text, signature) => {
    expect(signatureOf(text)).toBe(signature);
  });
});
