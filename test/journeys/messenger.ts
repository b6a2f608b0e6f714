import type { Hand } from './hand.ts';

export interface MessengerUser {
  pageScopedId: string;
}

export interface Messenger {
  /** `more`: further fields of the message or beside it, for example `{ referral: … }`. */
  receives(person: MessengerUser, text: string, more?: object): Promise<string>;
  /** An echo of what our page sent. */
  sends(person: MessengerUser, text: string): Promise<string>;
  /** Everything up to now was delivered or read. */
  reports(person: MessengerUser, status: 'delivery' | 'read'): Promise<void>;
}

export function messengerOf(hand: Hand): Messenger {
  const { page } = hand.ours;
  const deliver = async (parties: object, content: object | ((at: number) => object)) => {
    await hand.delivers('social/messenger', (time) => {
      const said = typeof content === 'function' ? content(time) : content;
      const entry = [{ id: page, time, messaging: [{ ...parties, timestamp: time, ...said }] }];
      return Buffer.from(JSON.stringify({ object: 'page', entry }));
    });
  };
  const theirs = ({ pageScopedId }: MessengerUser) => ({
    sender: { id: pageScopedId },
    recipient: { id: page },
  });
  return {
    async receives(person, text, more = {}) {
      const mid = `m_${hand.fresh()}`;
      await deliver(theirs(person), { message: { mid, text, ...more } });
      return hand.notes('social/messenger', page, mid);
    },
    async sends({ pageScopedId }, text) {
      const mid = `m_${hand.fresh()}`;
      const parties = { sender: { id: page }, recipient: { id: pageScopedId } };
      await deliver(parties, { message: { mid, text, is_echo: true } });
      return hand.notes('social/messenger', page, mid);
    },
    reports: (person, status) => deliver(theirs(person), (at) => ({ [status]: { watermark: at } })),
  };
}
