import { setTimeout as wait } from 'node:timers/promises';
import { attributesView } from '../../../functions/api/views/context.ts';
import { acceptedView } from '../../../functions/api/views/events.ts';
import { handoffView } from '../../../functions/api/views/handoff.ts';
import { firstAccount, type SentAs } from '../deliver/settings.ts';
import { deliverWebhook } from '../deliver/webhook.ts';
import { ask } from './api.ts';
import { SITE, visitor } from './customer.ts';
import { type Journey, readJourney } from './journey.ts';
import { answer, privateMessage, read } from './messenger.ts';
import { accepted, type Step } from './story.ts';
import { call } from './twilio.ts';

const MINUTE = 60_000;
const PATIENCE_MS = 20_000;
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** What each channel knows one person by. */
export interface Person {
  page: string;
  account: string;
  device: string;
  phone: string;
}

/** Who goes from a comment to a call in a telling. */
export function personOf(as: SentAs, run: string): Person {
  return {
    page: firstAccount(as, 'social/messenger'),
    account: `70000${Number.parseInt(run, 16)}`,
    device: `device-${run}`,
    phone: visitor.phone,
  };
}

/** The story of somebody who is handed over: comment, private message, web chat, call. */
export interface HandedOver {
  steps: Step[];
  /** What an agent was shown before the phone rang. */
  shownBefore(): Record<string, string>;
}

interface Telling {
  as: SentAs;
  run: string;
  now: number;
}

/** Reads a person until so many entries of a telling are there. Throws when that takes too long. */
async function entriesOf({ as, run, now }: Telling, identity: string, count: number): Promise<Journey> {
  const from = new Date(now - 60 * MINUTE).toISOString();
  for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
    const journey = await readJourney(as.url, identity, from);
    const told = journey?.entries.filter(({ interactionId }) => interactionId.includes(run)) ?? [];
    if (journey !== undefined && told.length >= count) return journey;
    await wait(50);
  }
  throw new Error('The story did not go on: see the logs of npm start.');
}

/** Told once: telling it again shows the same token and the same code. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What a site tells of its visitors, by the API. */
function siteOf({ as, run, now }: Telling, { page, account, device }: Person) {
  const post = (event: object) => ask(as.url, '/v1/events', acceptedView, event);
  const chat = { provider: 'chat/site', account: SITE, at: new Date(now - 4 * MINUTE).toISOString() };
  const contact = { identity: { kind: 'visitor', scope: SITE, value: device }, assurance: 'asserted' };
  return {
    comments: (text: string) =>
      post({
        type: 'recorded',
        provider: 'social/comments',
        account: page,
        providerInteractionId: `comment-${run}`,
        at: new Date(now - 12 * MINUTE).toISOString(),
        interaction: {
          ...{ kind: 'message', direction: 'inbound', text, isPublic: true },
          contact: {
            identity: { kind: 'messenger', scope: page, value: account },
            assurance: 'verified',
            displayName: visitor.name,
          },
        },
      }),
    says: (text: string) =>
      post({
        ...chat,
        type: 'recorded',
        providerInteractionId: `chat-${run}`,
        interaction: { kind: 'message', direction: 'inbound', text, contact },
      }),
    async answers(text: string) {
      const message = { kind: 'message', direction: 'outbound', text, contact };
      const about = {
        ...chat,
        at: new Date(now - 3 * MINUTE).toISOString(),
        providerInteractionId: `answer-${run}`,
      };
      await post({ ...about, type: 'recorded', interaction: message });
      await post({ ...about, type: 'receipt', status: 'read' });
    },
  };
}

/** The steps of the story; `run` stands in every id of this telling. */
export function handedOver(telling: Telling, person: Person): HandedOver {
  const { as, run, now } = telling;
  const { page, account, phone } = person;
  const site = siteOf(telling, person);
  const messenger = `messenger:${page}:${account}`;
  const callSid = `CA${`1${run}`.padStart(32, '0')}`;
  const ring = (status: string, more: Record<string, string> = {}) => {
    const body = call(firstAccount(as, 'voice/twilio'), callSid, status, more, phone);
    return deliverWebhook(as, 'voice/twilio', body).then(accepted);
  };
  const send = async (body: Buffer) => accepted(await deliverWebhook(as, 'social/messenger', body));
  const handoff = async (body: object) => {
    const { conversations } = await entriesOf(telling, messenger, 2);
    const path = `/v1/conversations/${conversations[0]?.conversationId}/handoffs`;
    return ask(as.url, path, handoffView, body);
  };
  const link = once(() => handoff({ channel: 'chat', kind: 'link', url: `https://${SITE}/chat` }));
  const code = once(() => handoff({ channel: 'voice', kind: 'code' }));
  const isThere = once(() => entriesOf(telling, messenger, 4));
  const isWhole = once(() => entriesOf(telling, messenger, 7));
  let shown: Record<string, string> = {};
  const look = once(async () => {
    const { customer } = await entriesOf(telling, messenger, 5);
    shown = await ask(as.url, `/v1/customers/${customer.customerId}/context/attributes`, attributesView);
  });

  const steps: Step[] = [
    {
      title: 'Social: a comment under our post, for everybody to read',
      play: async () => {
        await site.comments('Mine stopped whistling after a week. Is that normal??');
      },
    },
    {
      title: 'Messenger: he writes privately, by an ad',
      play: async () => {
        const text = 'It is about the kettle of order 4811. Can you help me?';
        await send(privateMessage(page, account, { id: `m_${run}.QUESTION`, at: now - 10 * MINUTE, text }));
      },
    },
    {
      title: 'Messenger: our agent sends a signed link to the web chat',
      play: async () => {
        const text = `Let us look at it together: ${(await link()).url}`;
        await send(answer(page, account, { id: `m_${run}.LINK`, at: now - 8 * MINUTE, text }));
        await send(read(page, account, now - 7 * MINUTE));
      },
    },
    {
      title: 'Chat: he opens the link; his browser shows the token',
      play: async () => {
        await site.says(`Here I am. The lid is loose, I think. ${(await link()).token}`);
        await isThere();
      },
    },
    {
      title: 'Chat: our agent gives him a code of six digits for the phone',
      play: async () => {
        await site.answers(`Easier by phone: call us and say ${(await code()).code}.`);
        await look();
      },
    },
    {
      title: 'Voice: he calls and says the code',
      play: async () => {
        const spoken = [...((await code()).code ?? '')].map((digit) => DIGITS[Number(digit)]).join(' ');
        await ring('ringing', { StirVerstat: 'TN-Validation-Passed-A' });
        const SpeechResult = `The code is ${spoken}, and it is the lid.`;
        await ring('in-progress', {
          SpeechResult,
          Confidence: '0.93',
          StirVerstat: 'TN-Validation-Passed-A',
        });
        await ring('completed', { CallDuration: '95' });
        await isWhole();
      },
    },
  ];
  return { steps, shownBefore: () => shown };
}
