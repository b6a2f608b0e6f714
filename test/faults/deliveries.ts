import { PAGE, type Person } from './people.ts';

export type Delivery =
  | { providerId: 'sms/twilio' | 'social/whatsapp' | 'social/messenger'; body: Buffer }
  /** `at`: when SES received it, milliseconds since 1970. */
  | { providerId: 'email/ses'; mime: Buffer; messageId: string; at: number };

/** A message of one person: `name` is its own among theirs, `at` in milliseconds since 1970. */
export interface Said {
  name: string;
  at: number;
  text?: string;
}

const OUR_NUMBER = '14155550100';
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const digits = ({ phone }: Person) => phone.slice(1);
const seconds = (at: number) => String(Math.floor(at / 1000));

export const whatsappId = (person: Person, name: string) => `wamid.${person.name}.${name}`;
export const messengerId = (person: Person, name: string) => `m_${person.name}.${name}`;
export const mailId = (person: Person, name: string) => `ses-${person.name}-${name}`;
/** The end of a person's Twilio ids: hexadecimal digits in which nothing else can be read. */
export const smsIdEnd = ({ number }: Person) => `ffff${String(number).padStart(6, '0')}`;
/** Twilio's are `SM` and 32 hexadecimal digits. */
export function smsId(person: Person, name: string): string {
  return `SM${Buffer.from(name).toString('hex').slice(0, 22).padEnd(22, '0')}${smsIdEnd(person)}`;
}

function whatsapp(value: object, field = 'messages'): Delivery {
  const metadata = { display_phone_number: OUR_NUMBER, phone_number_id: '106540352242922' };
  const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
  const body = json({
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340399', changes: [change] }],
  });
  return { providerId: 'social/whatsapp', body };
}

/** Texts of one person in one delivery. */
export function whatsappTexts(person: Person, said: readonly Said[]): Delivery {
  const messages = said.map(({ name, at, text = `Text of ${name}` }) => ({
    from: digits(person),
    id: whatsappId(person, name),
    timestamp: seconds(at),
    type: 'text',
    text: { body: text },
  }));
  return whatsapp({ contacts: [{ profile: { name: 'Ana Example' }, wa_id: digits(person) }], messages });
}

/** What became of a message of ours. */
export function whatsappReceipt(person: Person, { name, at }: Said, status: string): Delivery {
  const receipt = {
    id: whatsappId(person, name),
    status,
    timestamp: seconds(at),
    recipient_id: digits(person),
  };
  return whatsapp({ statuses: [receipt] });
}

/** A message that we sent from our phone. */
export function whatsappEcho(person: Person, { name, at, text = `Text of ${name}` }: Said): Delivery {
  const echo = {
    from: OUR_NUMBER,
    to: digits(person),
    id: whatsappId(person, name),
    timestamp: seconds(at),
    type: 'text',
    text: { body: text },
  };
  return whatsapp({ message_echoes: [echo] }, 'smb_message_echoes');
}

/** Twilio says no time: it is the one of the receipt. */
export function sms(person: Person, { name, text = `Text of ${name}` }: Omit<Said, 'at'>): Delivery {
  const id = smsId(person, name);
  const form = {
    MessageSid: id,
    SmsSid: id,
    SmsMessageSid: id,
    AccountSid: 'AC0123456789abcdef0123456789abcdef',
    ApiVersion: '2010-04-01',
    SmsStatus: 'received',
    From: person.phone,
    To: `+${OUR_NUMBER}`,
    Body: text,
    NumMedia: '0',
    NumSegments: '1',
  };
  return { providerId: 'sms/twilio', body: Buffer.from(new URLSearchParams(form).toString()) };
}

function messenger(person: Person, items: readonly { at: number; content: object }[]): Delivery {
  const messaging = items.map(({ at, content }) => ({
    sender: { id: person.pageScopedId },
    recipient: { id: PAGE },
    timestamp: at,
    ...content,
  }));
  const body = json({ object: 'page', entry: [{ id: PAGE, time: items[0]?.at, messaging }] });
  return { providerId: 'social/messenger', body };
}

export function messengerTexts(person: Person, said: readonly Said[]): Delivery {
  const items = said.map(({ name, at, text = `Text of ${name}` }) => {
    return { at, content: { message: { mid: messengerId(person, name), text } } };
  });
  return messenger(person, items);
}

export function messengerEdit(person: Person, { name, at, text = 'Better' }: Said): Delivery {
  const content = { message_edit: { mid: messengerId(person, name), text, num_edit: 1 } };
  return messenger(person, [{ at, content }]);
}

export function messengerDeletion(person: Person, { name, at }: Said): Delivery {
  const content = { message: { mid: messengerId(person, name), is_deleted: true } };
  return messenger(person, [{ at, content }]);
}

export function mail(person: Person, { name, at, text = `Text of ${name}` }: Said): Delivery {
  const lines = [
    `From: Ana Example <${person.email}>`,
    'To: help@demo.example.com',
    `Subject: About ${name}`,
    `Message-ID: <${name}.${person.name}@mail.example.com>`,
    `Date: ${new Date(at).toUTCString()}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ];
  const mime = Buffer.from(lines.join('\r\n'));
  return { providerId: 'email/ses', mime, messageId: mailId(person, name), at };
}
