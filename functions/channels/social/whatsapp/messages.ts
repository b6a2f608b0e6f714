import type { ProviderEvent } from '../../../interaction/event.ts';
import type { Contact } from '../../../interaction/identity.ts';
import type { Interaction } from '../../../interaction/interaction.ts';
import { contentId } from '../../other-event.ts';
import { contentOf, type Frame } from './content.ts';
import { changeOf } from './identity-change.ts';
import { envelopeOf, type Line, milliseconds, otherOf } from './line.ts';
import { movesOf } from './message-moves.ts';
import { type Message, messageSchema } from './payload.ts';
import { contactOf, type PersonIds } from './person.ts';

/** Where the person came from: an ad or post, a product they looked at, a group they wrote in. */
function originOf({ referral, context, group_id }: Message): Interaction['origin'] {
  if (referral !== undefined) {
    const { source_type = 'referral', source_id: id, source_url: url, headline: title } = referral;
    return { type: source_type, id, url, title };
  }
  const product = context?.referred_product?.product_retailer_id;
  if (product !== undefined) return { type: 'product', id: product };
  return group_id === undefined ? undefined : { type: 'group', id: group_id };
}

/** Ours is what stands among the echoes or comes from our own number; the customer is then who it went to. */
function sidesOf(message: Message, list: MessageList, line: Line) {
  const ours = list === 'message_echoes' || (message.from !== undefined && message.from === line.ownNumber);
  const person: PersonIds = ours
    ? { number: message.to, userId: message.to_user_id }
    : { number: message.from, userId: message.from_user_id };
  return { direction: ours ? 'outbound' : 'inbound', person } as const;
}

function forwardedOf({ context }: Message): boolean | undefined {
  return (context?.forwarded || context?.frequently_forwarded) ?? undefined;
}

export type MessageList = 'messages' | 'message_echoes';

/** The events of one element of `messages` or `message_echoes`. */
export function messageEvents(item: unknown, list: MessageList, line: Line): ProviderEvent[] {
  const message = messageSchema.parse(item);
  const { direction, person } = sidesOf(message, list, line);
  const contact = contactOf(line, person);
  const moves = movesOf(message, item, direction, contact?.identity, line);
  if (moves !== undefined) return moves;
  const frame = { direction, origin: originOf(message), replyTo: message.context?.id };
  const interaction = interactionOf(message, item, frame, contact, line);
  const id = message.id ?? contentId(list, item);
  if (interaction !== undefined)
    return [{ type: 'recorded', ...envelopeOf(line, id, message.timestamp), interaction }];
  const { type = list, timestamp } = message;
  return [otherOf(line, { ...frame, type, item, id, time: milliseconds(timestamp), contact })];
}

function interactionOf(
  message: Message,
  item: unknown,
  frame: Omit<Frame, 'contact'>,
  contact: Contact | undefined,
  line: Line,
): Interaction | undefined {
  if (message.type === 'system') return changeOf(message, item, frame, line);
  return contact && contentOf(message.type, item, { ...frame, contact }, forwardedOf(message));
}
