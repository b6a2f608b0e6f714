import type { Identity } from '../../functions/interaction/identity.ts';
import type { Interaction } from '../../functions/interaction/interaction.ts';
import type { JourneyEntry } from '../../functions/store/journey-view.ts';
import { at, message, phone } from '../router/events.ts';

type Content = Interaction extends infer Each
  ? Each extends Interaction
    ? Omit<Each, 'direction' | 'contact'>
    : never
  : never;

/** What an entry is made of: who spoke, where, when (minutes after noon), and what. */
export interface EntryOptions {
  by?: 'customer' | 'us';
  provider?: JourneyEntry['provider'];
  minute: number;
  content?: Content;
  text?: string;
  identity?: Identity;
  conversationId?: string;
  call?: JourneyEntry['progress']['call'];
  rest?: Partial<JourneyEntry>;
}

let made = 0;

/** An entry of a journey: a text message by SMS unless said. */
export function entry(options: EntryOptions): JourneyEntry {
  const { by = 'customer', provider = 'sms/twilio', minute, identity = phone(), call } = options;
  const { contact } = message({ id: 'any', identity }).interaction;
  const direction = by === 'us' ? 'outbound' : 'inbound';
  const content: Content = options.content ?? { kind: 'message', text: options.text ?? 'Hello' };
  const [channel] = provider.split('/');
  made += 1;
  return {
    interactionId: `demo:${provider}:account:${made}`,
    conversationId: options.conversationId ?? 'cnv_1',
    provider,
    account: 'account',
    channel: channel as JourneyEntry['channel'],
    kind: content.kind,
    direction,
    at: at(minute * 60_000),
    receivedAt: at(minute * 60_000),
    contact,
    interaction: { ...content, direction, contact },
    progress: {
      recordings: [],
      transcriptions: [],
      reactions: [],
      edits: [],
      ...(call && { call }),
    },
    ...options.rest,
  };
}

/** What each provider is called in tests. */
export const on = {
  web: 'commerce/site',
  shop: 'commerce/shop',
  chat: 'chat/widget',
  voice: 'voice/twilio',
  sms: 'sms/twilio',
  email: 'email/ses',
  whatsapp: 'social/whatsapp',
} as const satisfies Record<string, JourneyEntry['provider']>;
