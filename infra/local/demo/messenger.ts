/** A delivery of a Facebook page with one item. `id` names the person at that page. */
function delivery(page: string, time: number, parties: object, content: object): Buffer {
  const messaging = [{ ...parties, timestamp: time, ...content }];
  return Buffer.from(JSON.stringify({ object: 'page', entry: [{ id: page, time, messaging }] }));
}

/** What is said in a thread, and when (milliseconds). */
export interface Said {
  id: string;
  at: number;
  text: string;
}

/** Somebody writes to the page, by an ad. */
export function privateMessage(page: string, user: string, { id: mid, at, text }: Said): Buffer {
  const referral = { source: 'ADS', type: 'OPEN_THREAD', ad_id: '6045246247433' };
  return delivery(
    page,
    at,
    { sender: { id: user }, recipient: { id: page } },
    { message: { mid, text, referral } },
  );
}

/** The page answers: we hear our own message as an echo. */
export function answer(page: string, user: string, { id: mid, at, text }: Said): Buffer {
  const parties = { sender: { id: page }, recipient: { id: user } };
  return delivery(page, at, parties, { message: { mid, text, is_echo: true } });
}

/** They have read everything up to a time. */
export function read(page: string, user: string, at: number): Buffer {
  return delivery(page, at, { sender: { id: user }, recipient: { id: page } }, { read: { watermark: at } });
}
