import type { Hand } from './hand.ts';

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';

export interface Phone {
  /** E.164. */
  phone: string;
}

export interface Sms {
  /** A text message of a person, signed by Twilio. Resolves to its interaction id, as every verb here does. */
  receives(person: Phone, text: string, more?: Record<string, string>): Promise<string>;
  /** What we sent, told by the API. */
  sends(person: Phone, text: string): Promise<string>;
  /** What Twilio says has become of it. */
  reports(interactionId: string, person: Phone, status: string): Promise<void>;
}

function form(fields: Record<string, string>): Buffer {
  return Buffer.from(
    new URLSearchParams({ AccountSid: ACCOUNT, ApiVersion: '2010-04-01', ...fields }).toString(),
  );
}

function sidOf(interactionId: string): string {
  return interactionId.slice(-34);
}

export function smsOf(hand: Hand): Sms {
  const { ours } = hand;
  return {
    async receives({ phone }, text, more = {}) {
      const id = `SM${hand.fresh()}`;
      const ids = { MessageSid: id, SmsSid: id, SmsMessageSid: id };
      const parties = { From: phone, To: ours.smsNumber };
      const content = { SmsStatus: 'received', Body: text, NumMedia: '0', NumSegments: '1' };
      await hand.delivers('sms/twilio', () => form({ ...ids, ...parties, ...content, ...more }));
      return hand.notes('sms/twilio', ours.smsNumber, id);
    },
    sends: ({ phone }, text) =>
      hand.tells({
        type: 'recorded',
        provider: 'sms/twilio',
        account: ours.smsNumber,
        providerInteractionId: `SM${hand.fresh()}`,
        interaction: {
          kind: 'message',
          direction: 'outbound',
          text,
          contact: { identity: { kind: 'phone', value: phone }, assurance: 'asserted' },
        },
      }),
    async reports(interactionId, { phone }, status) {
      const id = sidOf(interactionId);
      const ids = { MessageSid: id, SmsSid: id };
      const fields = { ...ids, From: ours.smsNumber, To: phone, SmsStatus: status, MessageStatus: status };
      await hand.delivers('sms/twilio', () => form(fields));
    },
  };
}
