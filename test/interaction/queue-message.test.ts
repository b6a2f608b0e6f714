import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PayloadError } from '../../functions/errors.ts';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { decodeEvent, encodeEvent } from '../../functions/interaction/queue-message.ts';

const at = '2026-03-04T05:06:07.890Z';

function edit(text: string): InteractionEvent {
  return {
    type: 'edit',
    brand: 'demo',
    version: 1,
    provider: 'chat/example',
    account: 'desk',
    providerInteractionId: 'm-1',
    at,
    receivedAt: at,
    revision: 1,
    text,
  };
}

/** What SQS accepts: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const REFUSED = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

describe('the body of a queue message', () => {
  it('carries any text unchanged in characters that SQS accepts', () => {
    const odd = fc.constantFrom(
      '\u0000',
      '\u001f',
      '\u007f',
      '\u0085',
      '\ud800',
      '\udfff',
      '\ufffe',
      '\uffff',
      '\\',
      '"',
    );
    const any = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const text = fc.string({ unit: fc.oneof(odd, any), maxLength: 40 });
    fc.assert(
      fc.property(text, (value) => {
        const body = encodeEvent(edit(value));
        expect(body).not.toMatch(REFUSED);
        expect(decodeEvent(body)).toEqual(edit(value));
      }),
    );
  });

  it('does not take an escaped backslash for an escape', () => {
    expect(decodeEvent(encodeEvent(edit('\\uffff \\\uffff')))).toEqual(edit('\\uffff \\\uffff'));
  });

  it('says what is wrong with a body and quotes nothing of it', () => {
    const secret = '4111 1111 1111 1111';
    const bodies = [
      secret,
      JSON.stringify({ text: secret }),
      JSON.stringify({ ...edit(secret), brand: secret }),
    ];
    for (const body of bodies) {
      const error = thrownBy(() => decodeEvent(body));
      expect(error).toBeInstanceOf(PayloadError);
      expect(`${error} ${(error as Error).stack} ${(error as Error).cause}`).not.toContain('4111');
    }
  });

  it('names the fields that are wrong', () => {
    const { revision: _revision, ...event } = { ...edit('x'), revision: 1 };
    expect(() => decodeEvent(JSON.stringify({ ...event, brand: 'A' }))).toThrow(/revision.*brand/);
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
