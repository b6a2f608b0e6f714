import type { Hand } from './hand.ts';

/** Somebody at WhatsApp: by a number, by an id without one, or by both. */
export interface WhatsappUser {
  /** E.164; its digits are the wa_id. */
  phone?: string;
  userId?: string;
  username?: string;
}

export interface Whatsapp {
  receives(person: WhatsappUser, text: string): Promise<string>;
  /** Any type of message, as its fields: `{ type: 'contacts', contacts: […] }`. */
  receivesItem(person: WhatsappUser, item: object): Promise<string>;
  /** One of us answers in the app: WhatsApp tells us by an echo. */
  sends(person: WhatsappUser, text: string): Promise<string>;
  /** `as`: the ids that the status shows of the person. */
  reports(interactionId: string, as: WhatsappUser, status: string): Promise<void>;
}

const digits = (phone: string | undefined) => phone?.replace('+', '');

function entryOf({ ours }: Hand, field: string, value: object): Buffer {
  const metadata = { display_phone_number: ours.whatsappNumber, phone_number_id: ours.whatsappNumberId };
  const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
  const entry = [{ id: ours.businessAccount, changes: [change] }];
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
}

/** WhatsApp counts in seconds, as text. */
const seconds = (at: number) => String(Math.floor(at / 1000));

export function whatsappOf(hand: Hand): Whatsapp {
  const { ours } = hand;
  const note = (id: string) => hand.notes('social/whatsapp', ours.whatsappNumberId, id);
  const receivesItem = async ({ phone, userId, username }: WhatsappUser, item: object) => {
    const id = `wamid.${hand.fresh()}`;
    const profile = { name: 'Somebody Example', username };
    const contacts = [{ profile, wa_id: digits(phone), user_id: userId }];
    const from = { from: digits(phone), from_user_id: userId };
    await hand.delivers('social/whatsapp', (at) => {
      const messages = [{ ...from, id, timestamp: seconds(at), ...item }];
      return entryOf(hand, 'messages', { contacts, messages });
    });
    return note(id);
  };
  return {
    receivesItem,
    receives: (person, text) => receivesItem(person, { type: 'text', text: { body: text } }),
    async sends({ phone, userId }, text) {
      const id = `wamid.${hand.fresh()}`;
      const parties = { from: ours.whatsappNumber, to: digits(phone), to_user_id: userId };
      await hand.delivers('social/whatsapp', (at) => {
        const echo = { ...parties, id, timestamp: seconds(at), type: 'text', text: { body: text } };
        return entryOf(hand, 'smb_message_echoes', { message_echoes: [echo] });
      });
      return note(id);
    },
    async reports(interactionId, { phone, userId }, status) {
      const id = interactionId.slice(interactionId.indexOf('wamid.'));
      const recipient = { recipient_id: digits(phone), recipient_user_id: userId };
      await hand.delivers('social/whatsapp', (at) => {
        const statuses = [{ id, status, timestamp: seconds(at), ...recipient }];
        return entryOf(hand, 'messages', { statuses });
      });
    },
  };
}
