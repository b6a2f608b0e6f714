import type { ProviderEvent } from '../../../interaction/event.ts';
import type { Contact } from '../../../interaction/identity.ts';
import type { Interaction } from '../../../interaction/interaction.ts';
import { otherEvent } from '../../other-event.ts';
import { placeOf, sortAttachments } from './attachments.ts';
import { manifest } from './manifest.ts';
import { type Message, messageSchema } from './payload.ts';
import { originOf } from './referral.ts';
import { envelopeOf, type Thread } from './thread.ts';

/** The interaction a message is; undefined when it holds nothing that a kind of ours fits. */
function interactionOf(message: Message, contact: Contact, thread: Thread): Interaction | undefined {
  const { direction } = thread;
  const origin = originOf(message.referral);
  const frame = { direction, contact, replyTo: message.reply_to?.mid, origin };
  const { text, quick_reply, attachments } = message;
  if (quick_reply !== undefined)
    return { kind: 'postback', ...frame, title: text, payload: quick_reply.payload };
  const place = text === undefined ? placeOf(attachments) : undefined;
  if (place !== undefined) return { kind: 'location', ...frame, ...place };
  const { media } = sortAttachments(attachments);
  if (text === undefined && media.length === 0) return undefined;
  return { kind: 'message', ...frame, text, ...(media.length > 0 && { media }) };
}

function otherOf(thread: Thread, type: string, id: string, item: unknown): ProviderEvent {
  return otherEvent({ ...thread, provider: manifest.id, account: thread.page, type, id, item });
}

/**
 * The events of `message`: the message, and each attachment that is no media as an interaction of its own.
 * Undefined when it is not as documented.
 */
export function messageEvents(content: unknown, thread: Thread, item: unknown): ProviderEvent[] | undefined {
  const { data: message } = messageSchema.safeParse(content);
  const { contact } = thread;
  if (message === undefined || contact === undefined) return undefined;
  const envelope = envelopeOf(thread, message.mid);
  if (message.is_deleted) return [{ type: 'deletion', ...envelope, identity: contact.identity }];
  const interaction = interactionOf(message, contact, thread);
  if (interaction === undefined) return [otherOf(thread, 'message', message.mid, item)];
  const others = interaction.kind === 'location' ? [] : sortAttachments(message.attachments).others;
  return [
    { type: 'recorded', ...envelope, interaction },
    ...others.map((other, index) =>
      otherOf(thread, 'attachment', `${message.mid}/attachment/${index}`, other),
    ),
  ];
}
