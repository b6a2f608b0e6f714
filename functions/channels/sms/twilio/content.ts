import type { Contact } from '../../../interaction/identity.ts';
import type { Interaction } from '../../../interaction/interaction.ts';
import { mediaOf } from './media.ts';
import type { Payload } from './payload.ts';

interface Inbound {
  direction: 'inbound';
  contact: Contact;
  replyTo?: string;
}

const optOuts = new Map<string, 'stop' | 'start' | 'help'>([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
]);

function coordinate(text: string | undefined): number | undefined {
  const degrees = text ? Number(text) : Number.NaN;
  return Number.isFinite(degrees) ? degrees : undefined;
}

function locationOf(payload: Payload, inbound: Inbound): Interaction | undefined {
  const [latitude, longitude] = [coordinate(payload.Latitude), coordinate(payload.Longitude)];
  if (latitude === undefined || longitude === undefined) return undefined;
  return {
    kind: 'location',
    ...inbound,
    latitude,
    longitude,
    ...(payload.Label && { name: payload.Label }),
    ...(payload.Address && { address: payload.Address }),
  };
}

function messageOf(payload: Payload, inbound: Inbound): Interaction {
  const media = mediaOf(payload);
  const optOut = optOuts.get(payload.OptOutType ?? '');
  return {
    kind: 'message',
    ...inbound,
    ...(payload.Body && { text: payload.Body }),
    ...(media.length > 0 && { media }),
    ...(payload.Forwarded === 'true' && { forwarded: true }),
    ...(optOut !== undefined && { optOut }),
  };
}

/** What a message webhook says: a tapped button, a place, else a message with text, media, both or neither. */
export function contentOf(payload: Payload, contact: Contact): Interaction {
  const replyTo = payload.OriginalRepliedMessageSid;
  const inbound: Inbound = { direction: 'inbound', contact, ...(replyTo && { replyTo }) };
  if (payload.ButtonPayload) {
    const title = payload.ButtonText || payload.Body;
    return { kind: 'postback', ...inbound, payload: payload.ButtonPayload, ...(title && { title }) };
  }
  return locationOf(payload, inbound) ?? messageOf(payload, inbound);
}
