import { customer, ours } from './customer.ts';

const waId = customer.phone.slice(1);

/** A delivery of WhatsApp's Cloud API with one change. */
function delivery(phoneNumberId: string, field: string, value: Record<string, unknown>): Buffer {
  const metadata = { display_phone_number: ours.whatsappNumber, phone_number_id: phoneNumberId };
  const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
  const entry = [{ id: ours.whatsappBusinessAccount, changes: [change] }];
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
}

/** WhatsApp counts in seconds, as text. */
function seconds(time: number): string {
  return String(Math.floor(time / 1000));
}

/** The customer sends a photo with a line of text. */
export function photo(account: string, id: string, at: number, caption: string): Buffer {
  const image = { id: '9000000000000042', mime_type: 'image/jpeg', sha256: 'aW1hZ2UtaGFzaA==', caption };
  return delivery(account, 'messages', {
    contacts: [{ profile: { name: customer.name }, wa_id: waId }],
    messages: [{ from: waId, id, timestamp: seconds(at), type: 'image', image }],
  });
}

/** An agent answers in the WhatsApp Business app: we hear our own message as an echo. */
export function agentAnswer(account: string, id: string, at: number, body: string): Buffer {
  const echo = {
    from: ours.whatsappNumber,
    to: waId,
    id,
    timestamp: seconds(at),
    type: 'text',
    text: { body },
  };
  return delivery(account, 'smb_message_echoes', { message_echoes: [echo] });
}

/** What became of our message: sent, delivered and read may come in one batch and in any order. */
export function statuses(account: string, id: string, times: Record<string, number>): Buffer {
  const list = Object.entries(times).map(([status, at]) => ({
    id,
    status,
    timestamp: seconds(at),
    recipient_id: waId,
  }));
  return delivery(account, 'messages', { statuses: list });
}
