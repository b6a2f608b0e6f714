import { sesMail } from '../../../../functions/channels/email/ses/index.ts';
import type { MailRequest } from '../../../../functions/channels/mail-request.ts';
import { type ProviderEvent, providerEventSchema } from '../../../../functions/interaction/event.ts';
import type { Interaction } from '../../../../functions/interaction/interaction.ts';
import { samples } from './samples.ts';

type Recorded = Extract<ProviderEvent, { type: 'recorded' }>;

/** The events of a mail, each checked against the schema. */
export async function eventsOf(request: MailRequest, receivedAt = request.receivedAt): Promise<Recorded[]> {
  const delivery = await sesMail.configure(samples.settings).parse(request);
  return delivery.normalize(receivedAt).map((event) => {
    const checked = providerEventSchema.parse(event);
    if (checked.type !== 'recorded') throw new Error('a mail only records interactions');
    return checked;
  });
}

/** The event of a mail that only one of our mailboxes received. */
export async function onlyEvent(request: MailRequest): Promise<Recorded> {
  const [event, ...more] = await eventsOf(request);
  if (event === undefined || more.length > 0) throw new Error('expected one event');
  return event;
}

/** The message in such a mail. */
export async function messageOf(request: MailRequest): Promise<Extract<Interaction, { kind: 'message' }>> {
  const { interaction } = await onlyEvent(request);
  if (interaction.kind !== 'message') throw new Error('expected a message');
  return interaction;
}
