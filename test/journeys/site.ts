import type { Hand, WrittenEvent } from './hand.ts';

type Interaction = Extract<WrittenEvent, { type: 'recorded' }>['interaction'];
export type Contact = Interaction['contact'];
type Of<Kind extends Interaction['kind']> = Omit<
  Extract<Interaction, { kind: Kind }>,
  'kind' | 'contact' | 'direction'
>;

/** The site of a shop: it issues the ids of its visitors. */
export const SITE = 'shop.example.com';

/** Joint browsing, or a video call. */
export interface Session {
  id: string;
  joined(): Promise<void>;
  left(seconds: number, outcome?: string): Promise<void>;
}

/** Channels without a provider of ours yet: the site tells them by the API, in the same language. */
export interface Site {
  visit(contact: Contact, visit: Of<'visit'>): Promise<string>;
  /** A message in the site's chat. */
  says(contact: Contact, text: string): Promise<string>;
  /** What we wrote there, and that it arrived. */
  answers(contact: Contact, text: string): Promise<string>;
  orders(contact: Contact, purchase: Of<'purchase'>): Promise<string>;
  session(contact: Contact, medium: 'video' | 'co-browse'): Promise<Session>;
  note(contact: Contact, text: string): Promise<string>;
}

export function visitor(value: string) {
  return { kind: 'visitor', scope: SITE, value } as const;
}

export function siteOf(hand: Hand): Site {
  const record = async (
    provider: Extract<WrittenEvent, { type: 'recorded' }>['provider'],
    interaction: Interaction,
  ) => {
    const about = { provider, account: SITE, providerInteractionId: hand.fresh() } as const;
    return { about, id: await hand.tells({ type: 'recorded', ...about, interaction }) };
  };
  return {
    visit: async (contact, visit) => (await record('commerce/site', { kind: 'visit', contact, ...visit })).id,
    says: async (contact, text) =>
      (await record('chat/site', { kind: 'message', direction: 'inbound', contact, text })).id,
    async answers(contact, text) {
      const said = await record('chat/site', { kind: 'message', direction: 'outbound', contact, text });
      await hand.tells({ type: 'receipt', ...said.about, status: 'delivered' });
      return said.id;
    },
    orders: async (contact, purchase) =>
      (await record('commerce/shop', { kind: 'purchase', contact, ...purchase })).id,
    note: async (contact, text) => (await record('place/desk', { kind: 'note', contact, text })).id,
    async session(contact, medium) {
      const { about, id } = await record('chat/site', {
        kind: 'call',
        direction: 'outbound',
        contact,
        medium,
      });
      return {
        id,
        joined: async () => {
          await hand.tells({ type: 'call-progress', ...about, state: 'answered' });
        },
        left: async (durationSeconds, outcome) => {
          await hand.tells({ type: 'call-progress', ...about, state: 'completed', durationSeconds, outcome });
        },
      };
    },
  };
}
