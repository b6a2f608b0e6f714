import { digest } from '../../functions/interaction/ids.ts';
import { canonicalJson } from '../../functions/text/canonical-json.ts';
import type { Hand } from './hand.ts';

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
/** Full attestation: the carrier says that the caller may use the number. */
export const ATTESTED = { StirVerstat: 'TN-Validation-Passed-A' };
/** How Twilio writes a number that was not shown. */
export const WITHHELD = '+266696687';

/** A phone call that goes on. */
export interface Call {
  id: string;
  /** Words that a `<Gather>` heard: a turn of its own. Resolves to its id. */
  says(text: string): Promise<string>;
  /** Keys that a `<Gather>` took. */
  types(digits: string): Promise<string>;
  hangsUp(seconds: number): Promise<void>;
}

export interface Voice {
  /** Somebody calls. `attestation`: further fields, ATTESTED or none. */
  rings(person: { phone: string }, attestation?: Record<string, string>): Promise<Call>;
  /** We call, and somebody answers. */
  calls(person: { phone: string }): Promise<Call>;
}

type Fields = Record<string, string>;

function form(fields: Fields): Buffer {
  return Buffer.from(new URLSearchParams(fields).toString());
}

export function voiceOf(hand: Hand): Voice {
  const { callNumber } = hand.ours;
  const begin = (parties: Fields) => {
    const sid = `CA${hand.fresh()}`;
    const base = { AccountSid: ACCOUNT, ApiVersion: '2010-04-01', CallSid: sid, ...parties };
    const tell = async (fields: Fields, timed: (at: number) => Fields = () => ({})) => {
      await hand.delivers('voice/twilio', (at) => form({ ...base, ...fields, ...timed(at) }));
    };
    const turn = async (kind: 'message' | 'postback', fields: Fields) => {
      await tell(fields);
      // One request of Twilio is one turn: what tells it from others stands in its id.
      const id = digest(canonicalJson([kind, { ...base, ...fields }]));
      return hand.notes('voice/twilio', callNumber, `${sid}/gather/${id}`);
    };
    const call: Call = {
      id: hand.notes('voice/twilio', callNumber, sid),
      says: (text) => turn('message', { CallStatus: 'in-progress', SpeechResult: text, Confidence: '0.91' }),
      types: (digits) => turn('postback', { CallStatus: 'in-progress', Digits: digits, FinishedOnKey: '#' }),
      hangsUp: (seconds) =>
        tell(
          {
            CallStatus: 'completed',
            CallbackSource: 'call-progress-events',
            CallDuration: String(seconds),
          },
          (at) => ({ Timestamp: new Date(at).toUTCString() }),
        ),
    };
    return { call, tell };
  };
  return {
    async rings({ phone }, attestation = {}) {
      const { call, tell } = begin({ Direction: 'inbound', From: phone, To: callNumber, ...attestation });
      await tell({ CallStatus: 'ringing' });
      return call;
    },
    async calls({ phone }) {
      const { call, tell } = begin({ Direction: 'outbound-api', From: callNumber, To: phone });
      await tell({ CallStatus: 'ringing', CallbackSource: 'call-progress-events' });
      await tell({ CallStatus: 'in-progress', CallbackSource: 'call-progress-events' });
      return call;
    },
  };
}
