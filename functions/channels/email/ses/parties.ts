import { emailIdentity } from '../../../interaction/address-identity.ts';
import type { Contact } from '../../../interaction/identity.ts';
import { identityText } from '../../../interaction/ids.ts';
import type { Interaction } from '../../../interaction/interaction.ts';
import { addressesIn, addressShown, type MailAddress, mailboxOf, soleSender } from './addresses.ts';
import type { MailPayload } from './payload.ts';
import { isProven } from './proof.ts';

const MAX_PARTICIPANTS = 200;

/** Who wrote a mail to whom, as far as it proves that. */
export type Parties = Pick<Interaction, 'direction' | 'contact' | 'participants'>;

/** The one sender of a mail, if SES and we read the same one. */
export function senderOf({ notification, content }: MailPayload): MailAddress | undefined {
  const sender = soleSender(content.headers);
  const shown = notification.mail.commonHeaders?.from;
  if (shown === undefined) return sender;
  const isSame = ([from = '', ...more]: string[]) =>
    more.length === 0 && addressShown(from)?.address.toLowerCase() === sender?.address.toLowerCase();
  return isSame(shown) ? sender : undefined;
}

function contactOf(sender: MailAddress, assurance: Contact['assurance']): Contact {
  const identity = emailIdentity(sender.address, assurance === 'claimed' ? 'unverified' : '');
  const { address, name } = sender;
  return { identity, assurance, address, ...(name === undefined ? {} : { displayName: name }) };
}

/** A mail that names no one sender: an identity of its own, so that it joins no one's journey. */
function nobody(account: string, messageId: string): Contact {
  const identity = { kind: 'anonymous', scope: `email/ses/${account}`, value: messageId } as const;
  return { identity, assurance: 'claimed', address: messageId };
}

type Participants = NonNullable<Interaction['participants']>;
type Ours = ReadonlySet<string>;

/** Everyone a header names but our own mailboxes; what an unproven mail says of others proves nothing either. */
function othersIn(
  { content }: MailPayload,
  role: 'from' | 'to' | 'cc',
  ours: Ours,
  isProof: boolean,
): Participants {
  return addressesIn(content.headers, role)
    .filter(({ address }) => !ours.has(mailboxOf(address)))
    .map(({ address, name }) => ({
      role,
      identity: emailIdentity(address, isProof ? '' : 'unverified'),
      ...(name === undefined ? {} : { displayName: name }),
    }));
}

/** A sender that is not the contact takes part like everyone else. */
function participantsOf(
  payload: MailPayload,
  ours: Ours,
  isProof: boolean,
  hasSender: boolean,
): Participants {
  const from = hasSender ? [] : othersIn(payload, 'from', ours, false);
  const to = othersIn(payload, 'to', ours, isProof);
  const cc = othersIn(payload, 'cc', ours, isProof);
  return [...from, ...to, ...cc].slice(0, MAX_PARTICIPANTS);
}

/** The customer of a mail that one of our own mailboxes wrote: its first recipient that is not ours. */
function recipientOf({ content }: MailPayload, ours: Ours): MailAddress | undefined {
  const recipients = [...addressesIn(content.headers, 'to'), ...addressesIn(content.headers, 'cc')];
  return recipients.find(({ address }) => !ours.has(mailboxOf(address)));
}

function contactFor(payload: MailPayload, account: string, ours: Ours, isProof: boolean): Parties {
  const sender = senderOf(payload);
  const isEcho = sender !== undefined && isProof && ours.has(mailboxOf(sender.address));
  const recipient = isEcho ? recipientOf(payload, ours) : undefined;
  if (recipient !== undefined) return { direction: 'outbound', contact: contactOf(recipient, 'asserted') };
  const { messageId } = payload.notification.mail;
  if (sender === undefined) return { direction: 'inbound', contact: nobody(account, messageId) };
  return { direction: 'inbound', contact: contactOf(sender, isProof ? 'verified' : 'claimed') };
}

/** Reads the parties of a mail for one of our accounts. `ours` are all our mailboxes that received it. */
export function partiesOf(payload: MailPayload, account: string, ours: Ours): Parties {
  const { notification, content } = payload;
  const sender = senderOf(payload);
  const isProof = sender !== undefined && isProven(notification, content.headers, sender.domain);
  const parties = contactFor(payload, account, ours, isProof);
  const { identity } = parties.contact;
  const participants = participantsOf(payload, ours, isProof, sender !== undefined).filter(
    (participant) => identityText(participant.identity) !== identityText(identity),
  );
  return participants.length === 0 ? parties : { ...parties, participants };
}
