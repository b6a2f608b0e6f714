import { defaultSettings } from '../../functions/interaction/brand-settings.ts';
import type { MovingEvent, RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { Routing } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';

export const HOUR = 3_600_000;
/** Noon on the day that tests play on. */
export const noon = Date.parse('2026-03-10T12:00:00.000Z');

export function at(offsetMs: number): string {
  return new Date(noon + offsetMs).toISOString();
}

export function phone(lastDigits = '0123'): Identity {
  return { kind: 'phone', scope: '', value: `+1415555${lastDigits}` };
}

export function routingOf(table: JourneyTable, now = noon, windowHours = 72): Routing {
  const handoffKey = async () => 'k'.repeat(64);
  return { table, now, windowHours, settings: async () => defaultSettings, handoffKey };
}

export interface MessageOptions {
  id: string;
  atMs?: number;
  receivedMs?: number;
  brand?: string;
  provider?: RecordedEvent['provider'];
  account?: string;
  identity?: Identity;
  text?: string;
  direction?: 'inbound' | 'outbound';
  contact?: Partial<RecordedEvent['interaction']['contact']>;
  /** The provider's id of the message that this one quotes. */
  replyTo?: string;
}

/** A text message on the routing queue. */
export function message(options: MessageOptions): RecordedEvent {
  const { id, atMs = 0, identity = phone(), direction = 'inbound' } = options;
  return {
    type: 'recorded',
    version: 1,
    brand: options.brand ?? 'demo',
    provider: options.provider ?? 'sms/twilio',
    account: options.account ?? '+14155550100',
    providerInteractionId: id,
    at: at(atMs),
    receivedAt: at(options.receivedMs ?? atMs),
    interaction: {
      kind: 'message',
      direction,
      text: options.text ?? `Text of ${id}`,
      ...(options.replyTo !== undefined && { replyTo: options.replyTo }),
      contact: { identity, assurance: 'asserted', address: identity.value, ...options.contact },
    },
  };
}

type WithoutEnvelope<Event> = Event extends unknown
  ? Omit<Event, 'version' | 'brand' | 'provider' | 'account' | 'providerInteractionId' | 'at' | 'receivedAt'>
  : never;

/** An event that moves the interaction `id` forward. */
export function moving(
  id: string,
  atMs: number,
  change: WithoutEnvelope<MovingEvent>,
  of: Partial<MessageOptions> = {},
): MovingEvent {
  const { provider, account, brand, at: eventAt, receivedAt } = message({ ...of, id, atMs });
  return {
    version: 1,
    brand,
    provider,
    account,
    providerInteractionId: id,
    at: eventAt,
    receivedAt,
    ...change,
  };
}

type Mail = NonNullable<Extract<RecordedEvent['interaction'], { kind: 'message' }>['mail']>;

export interface MailOptions extends MessageOptions {
  messageId: string;
  inReplyTo?: string[];
  references?: string[];
  automatic?: string;
  replyToken?: string;
  cc?: Identity[];
}

export function emailOf(name: string): Identity {
  return { kind: 'email', scope: '', value: `${name}@example.com` };
}

/** A mail on the routing queue. */
export function mail({ messageId, ...options }: MailOptions): RecordedEvent {
  const identity = emailOf('ada');
  const event = message({ provider: 'email/ses', account: 'help@demo.example.com', identity, ...options });
  const { contact, direction } = event.interaction;
  const raw = { bucket: 'inbox', key: options.id };
  const { inReplyTo = [], references = [], automatic, replyToken, text = 'Hello' } = options;
  const fields: Mail = {
    messageId,
    inReplyTo,
    references,
    raw,
    ...(automatic && { automatic }),
    ...(replyToken && { replyToken }),
  };
  const participants = options.cc?.map((copied) => ({ role: 'cc' as const, identity: copied }));
  return {
    ...event,
    interaction: {
      kind: 'message',
      direction,
      contact,
      text,
      mail: fields,
      ...(participants && { participants }),
    },
  };
}
