import { twilioSms } from '../../functions/channels/sms/twilio/index.ts';
import { messenger } from '../../functions/channels/social/messenger/index.ts';
import { whatsapp } from '../../functions/channels/social/whatsapp/index.ts';
import type { InteractionEvent, ProviderEvent } from '../../functions/interaction/event.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { receivedAt } from '../channels/provider-samples.ts';
import { delivery, settings } from '../channels/sms/twilio/samples.ts';
import { eventsOf, messengerSettings, whatsappSettings } from '../channels/social/hub-deliveries.ts';
import { routingOf } from '../router/events.ts';

const inDemo = (events: readonly ProviderEvent[]): InteractionEvent[] =>
  events.map((event) => ({ ...event, brand: 'demo' }));
const seconds = (minute: number) => Math.floor(receivedAt / 1000) - 3600 + minute * 60;

/** The `value` of a WhatsApp delivery at one of our numbers, as what it puts on the queue. */
async function whatsappEvents(value: object, line: string): Promise<InteractionEvent[]> {
  const metadata = { display_phone_number: '14155550100', phone_number_id: line };
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
  const body = { object: 'whatsapp_business_account', entry: [{ id: '500000000000001', changes: [change] }] };
  return inDemo(await eventsOf(whatsapp, whatsappSettings, JSON.stringify(body)));
}

export interface WhatsappSender {
  /** The number as WhatsApp writes it: digits alone. */
  number?: string;
  userId?: string;
}

/** A signed WhatsApp message, `minute` minutes into the hour. */
export function whatsappMessage(
  id: string,
  minute: number,
  sender: WhatsappSender,
  line = '600000000000001',
) {
  const { number, userId } = sender;
  const who = { ...(number && { from: number }), ...(userId && { from_user_id: userId }) };
  const message = { id, timestamp: String(seconds(minute)), type: 'text', text: { body: `Text of ${id}` } };
  return whatsappEvents({ messages: [{ ...who, ...message }] }, line);
}

/** What became of a message of ours to somebody who shows no number. */
export function whatsappStatus(id: string, minute: number, recipient: string) {
  const status = {
    id,
    status: 'delivered',
    timestamp: String(seconds(minute)),
    recipient_user_id: recipient,
  };
  return whatsappEvents({ statuses: [status] }, '600000000000001');
}

/** A signed Messenger message to one of our pages. */
export async function messengerMessage(id: string, minute: number, sender: string, page: string) {
  const timestamp = seconds(minute) * 1000;
  const message = { sender: { id: sender }, recipient: { id: page }, timestamp };
  const messaging = [{ ...message, message: { mid: id, text: `Text of ${id}` } }];
  const body = { object: 'page', entry: [{ id: page, time: timestamp, messaging }] };
  return inDemo(await eventsOf(messenger, messengerSettings, JSON.stringify(body)));
}

/** A signed SMS, which comes in after the hour of the others. */
export async function smsMessage(id: string, number: string): Promise<InteractionEvent[]> {
  const request = delivery({ MessageSid: id, From: number, To: '+14155550100', Body: `Text of ${id}` });
  const provider = twilioSms.configure(settings);
  provider.verify(request);
  return inDemo((await provider.parse(request)).normalize(receivedAt));
}

/** The whole way of deliveries behind the queue, one after the other. */
export async function routed(table: JourneyTable, ...deliveries: InteractionEvent[][]): Promise<void> {
  for (const event of deliveries.flat()) await routeEvent(routingOf(table, receivedAt), event);
}
