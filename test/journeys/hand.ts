import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { acceptedView } from '../../functions/api/views/events.ts';
import type { writtenEvent } from '../../functions/api/written-event.ts';
import type { signers } from '../../functions/channels/signers.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { deliverMail } from '../../infra/local/deliver/mail.ts';
import { deliverWebhook } from '../../infra/local/deliver/webhook.ts';
import { describeRunning } from '../../infra/local/running.ts';
import type { Api } from './api.ts';
import type { OurSide } from './our-side.ts';
import type { Stage } from './stage.ts';

export type WrittenEvent = z.input<typeof writtenEvent>;

/** How one journey sends what it sends: everything is noted, to be sent again at the end. */
export interface Hand {
  ours: OurSide;
  api: Api;
  now(): number;
  /** An id that stands in this journey alone: hexadecimal, the same in every run. */
  fresh(length?: number): string;
  /**
   * A signed delivery; `body` is told the time (milliseconds). Resolves to what our webhook answers. Throws unless it
   * takes it.
   */
  delivers(providerId: keyof typeof signers, body: (at: number) => Buffer, query?: string): Promise<string>;
  /** A mail that SES received. */
  mails(mime: (at: number) => Buffer, messageId: string): Promise<void>;
  /** Posts an event. Resolves to the id of its interaction. */
  tells(event: WrittenEvent): Promise<string>;
  /** An interaction that the journey must show once. Gives its id. */
  notes(provider: string, account: string, providerInteractionId: string): string;
  /** Ids of all interactions that the journey must show. */
  noted: Set<string>;
  /** Ids of messages of ours that must count as asking for what was known. No other may. */
  askedAgain: Set<string>;
}

/** So that no two deliveries are of one second, the finest that some providers tell. */
const BETWEEN_MS = 2_000;

export function handOn(stage: Stage, name: string, ours: OurSide): Hand {
  const { throughline, secrets, sent } = stage;
  const { url } = throughline.stack;
  const api = stage.api(ours.brand);
  const noted = new Set<string>();
  let count = 0;
  const send = async (once: () => Promise<void>) => {
    sent.push(once);
    await once();
  };
  const nextMoment = () => {
    stage.passes(BETWEEN_MS);
    return stage.now();
  };
  return {
    ours,
    api,
    noted,
    askedAgain: new Set(),
    now: stage.now,
    fresh(length = 32) {
      count += 1;
      const hash = createHash('sha256').update(`${name} ${ours.brand} ${count}`);
      return hash.digest('hex').slice(0, length);
    },
    async delivers(providerId, body, query = '') {
      let answered = '';
      const bytes = body(nextMoment());
      await send(async () => {
        const answer = await deliverWebhook({ url, secrets }, providerId, bytes, query);
        if (answer.status !== 200) throw new Error(`${providerId} was answered ${answer.status}`);
        answered = answer.body;
      });
      return answered;
    },
    async mails(mime, messageId) {
      const now = nextMoment();
      const mail = { mime: mime(now), messageId, now, recipients: [ours.mailbox] };
      await send(async () => {
        await deliverMail(describeRunning(throughline.stack), mail);
      });
    },
    async tells(event) {
      // What has no time of its own would have another one when it is sent again.
      const timed = { at: new Date(nextMoment()).toISOString(), ...event };
      let id = '';
      await send(async () => {
        const { events } = await api.post(acceptedView, 'events', timed);
        id = events[0]?.interactionId ?? '';
      });
      if (event.type === 'recorded') noted.add(id);
      return id;
    },
    notes(provider, account, providerInteractionId) {
      const id = interactionId({ brand: ours.brand, provider, account, providerInteractionId });
      noted.add(id);
      return id;
    },
  };
}
