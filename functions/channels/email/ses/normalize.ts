import type { ProviderEvent } from '../../../interaction/event.ts';
import { eventTime } from '../../../interaction/event-time.ts';
import type { Interaction } from '../../../interaction/interaction.ts';
import { mailboxOf } from './addresses.ts';
import { contentOf } from './content.ts';
import { manifest } from './manifest.ts';
import { verdict } from './notification.ts';
import { type Parties, partiesOf } from './parties.ts';
import type { MailPayload } from './payload.ts';

/** SES writes a mail of its own into the bucket when the rule is made. */
const SETUP = 'AMAZON_SES_SETUP_NOTIFICATION';

/** What the mail says, the same for each of our mailboxes; nothing of a mail with a virus is shown. */
function readingOf(payload: MailPayload): (parties: Parties) => Interaction {
  const { notification, raw } = payload;
  if (verdict(notification, 'virus') === 'FAIL') {
    const kept = JSON.stringify({ virusVerdict: 'FAIL', raw });
    return (parties) => ({ kind: 'other', ...parties, type: 'virus', raw: kept });
  }
  const content = contentOf(payload);
  return (parties) => ({ kind: 'message', ...parties, ...content });
}

/** One event for each of our mailboxes that received the mail; its id is SES's own, so that redelivery is equal. */
export function normalize(payload: MailPayload, receivedAt: number): ProviderEvent[] {
  const { mail, receipt } = payload.notification;
  if (mail.messageId === SETUP) return [];
  const ours = new Set(receipt.recipients.map(mailboxOf));
  const interactionFor = readingOf(payload);
  return [...ours].map((account) => ({
    type: 'recorded',
    version: 1,
    provider: manifest.id,
    account,
    providerInteractionId: mail.messageId,
    at: eventTime(Date.parse(mail.timestamp ?? ''), receivedAt),
    receivedAt: eventTime(undefined, receivedAt),
    interaction: interactionFor(partiesOf(payload, account, ours)),
  }));
}
