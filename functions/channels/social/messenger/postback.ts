import type { ProviderEvent } from '../../../interaction/event.ts';
import { contentId, otherEvent } from '../../other-event.ts';
import { manifest } from './manifest.ts';
import { postbackSchema, referralSchema } from './payload.ts';
import { originOf } from './referral.ts';
import { envelopeOf, type Thread } from './thread.ts';

/** The event of `postback`: a button, the menu, Get started. Older API versions give it no `mid`. */
export function postbackEvents(content: unknown, thread: Thread, item: unknown): ProviderEvent[] | undefined {
  const { data } = postbackSchema.safeParse(content);
  const { contact, direction } = thread;
  if (data === undefined || contact === undefined) return undefined;
  const { mid = contentId('postback', item), title, payload = '', referral } = data;
  const origin = originOf(referral);
  const interaction = { kind: 'postback', direction, contact, origin, title, payload } as const;
  return [{ type: 'recorded', ...envelopeOf(thread, mid), interaction }];
}

/** The event of `referral`: the person came back into the thread by an ad or link, without writing. */
export function referralEvents(content: unknown, thread: Thread, item: unknown): ProviderEvent[] | undefined {
  const { data } = referralSchema.safeParse(content);
  if (data === undefined) return undefined;
  const origin = originOf(data);
  return [
    otherEvent({ ...thread, provider: manifest.id, account: thread.page, type: 'referral', item, origin }),
  ];
}
