import { decodeWords } from 'postal-mime';
import type { Interaction, Media } from '../../../interaction/interaction.ts';
import { displayName } from '../../../text/display-name.ts';
import { htmlToText } from '../../../text/html-text.ts';
import { visibleReply } from '../../../text/quoted-reply.ts';
import { addressesIn, headerValues, type MailAddress } from './addresses.ts';
import { automaticReason } from './automatic.ts';
import type { MailAttachment, MailContent } from './mime.ts';
import { senderOf } from './parties.ts';
import type { MailPayload } from './payload.ts';

const MAX_IDS = 100;
const MAX_MEDIA = 500;
const MAX_SUBJECT = 1000;
const INCOMPLETE = '[This mail is too large or too deeply nested to be shown whole. The original is kept.]';
/** The plus-tag of a reply address of ours. */
const REPLY_TOKEN = /\+r([a-z2-7]{43})@/i;
const MESSAGE_ID = /<[^<>\s]{1,996}>/g;

type Message = Extract<Interaction, { kind: 'message' }>;
type Mail = NonNullable<Message['mail']>;

/** The newest ids of a header that lists them, oldest first. */
function idsIn(content: MailContent, name: string): string[] {
  const ids = headerValues(content.headers, name).flatMap((value) => value.match(MESSAGE_ID) ?? []);
  return ids.slice(-MAX_IDS);
}

/** What the envelope says of the conversation it goes to: a header may have lost it. */
function replyTokenOf({ receipt }: MailPayload['notification']): string | undefined {
  return receipt.recipients.flatMap((recipient) => REPLY_TOKEN.exec(recipient)?.[1] ?? [])[0]?.toLowerCase();
}

function mailOf({ notification, content, raw }: MailPayload, sender: MailAddress | undefined): Mail {
  const [messageId] = idsIn(content, 'message-id');
  const automatic = automaticReason(notification.mail.source, content.headers, sender);
  const answers = addressesIn(content.headers, 'reply-to')[0]?.address;
  const replyToken = replyTokenOf(notification);
  const differs = answers !== undefined && answers.toLowerCase() !== sender?.address.toLowerCase();
  return {
    ...(messageId === undefined ? {} : { messageId }),
    inReplyTo: idsIn(content, 'in-reply-to'),
    references: idsIn(content, 'references'),
    ...(automatic === undefined ? {} : { automatic }),
    ...(differs ? { replyTo: answers } : {}),
    ...(replyToken === undefined ? {} : { replyToken }),
    raw,
  };
}

function mediaType(contentType: string): Media['type'] {
  const kind = /^(image|video|audio)\//.exec(contentType)?.[1];
  if (kind === 'image' || kind === 'video' || kind === 'audio') return kind;
  return /^text\/|pdf|officedocument|msword|ms-excel|ms-powerpoint|opendocument|rtf/.test(contentType)
    ? 'document'
    : 'file';
}

/** Attachments are known by their place in the mail: `mediaId` is their index. */
function mediaOf({ fileName, contentType, sizeBytes }: MailAttachment, index: number): Media {
  const name = displayName(fileName);
  return {
    type: mediaType(contentType),
    mediaId: String(index),
    contentType,
    ...(name === undefined ? {} : { fileName: name }),
    sizeBytes,
  };
}

function textsOf({ text, html, complete }: MailContent): Pick<Message, 'text' | 'visibleText'> {
  const body = text?.trim() || (html === undefined ? '' : htmlToText(html));
  const visible = visibleReply(body);
  const note = complete ? [] : [INCOMPLETE];
  const whole = [body, ...note].filter((part) => part !== '').join('\n\n');
  const reply = [visible, ...note].filter((part) => part !== '').join('\n\n');
  return whole === '' ? {} : { text: whole, visibleText: reply };
}

function subjectOf({ notification, content }: MailPayload): string | undefined {
  const [subject] = headerValues(content.headers, 'subject');
  const text = subject === undefined ? notification.mail.commonHeaders?.subject : decodeWords(subject);
  return displayName(text?.slice(0, MAX_SUBJECT).toWellFormed());
}

/** What a mail says, without who says it. */
export function contentOf(
  payload: MailPayload,
): Pick<Message, 'subject' | 'text' | 'visibleText' | 'media' | 'mail'> {
  const subject = subjectOf(payload);
  const media = payload.content.attachments.slice(0, MAX_MEDIA).map(mediaOf);
  return {
    ...(subject === undefined ? {} : { subject }),
    ...textsOf(payload.content),
    ...(media.length === 0 ? {} : { media }),
    mail: mailOf(payload, senderOf(payload)),
  };
}
