import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { catalog } from '../../functions/channels/catalog.ts';
import { signers } from '../../functions/channels/signers.ts';
import { developmentSecrets } from '../../infra/local/deliver/settings.ts';
import type { Delivery } from './deliveries.ts';
import { settle } from './settle.ts';
import { throughline } from './throughline.ts';

const deployment = throughline({ sandboxLimit: 1 });

const pages = z.object({
  entries: z.array(
    z.object({
      interactionId: z.string(),
      interaction: z.looseObject({ kind: z.string(), text: z.string().optional() }),
    }),
  ),
});
const customers = z.object({ customers: z.array(z.object({ customerId: z.string() })) });

/** The journey of who has this identity, as the API gives it. */
async function journeyOf(identity: string) {
  const { read } = deployment();
  const found = customers.parse(await read(`customers?identity=${encodeURIComponent(identity)}`));
  const [customer] = found.customers;
  if (customer === undefined) return { customerId: undefined, entries: [] };
  const page = pages.parse(await read(`customers/${customer.customerId}/journey?limit=100`));
  return { customerId: customer.customerId, entries: page.entries };
}

/** Messages as WhatsApp sends them; `raw` may change the JSON text to what no JSON.stringify writes. */
function whatsapp(messages: readonly object[], raw = (text: string) => text): Delivery {
  const metadata = { display_phone_number: '14155550100', phone_number_id: '106540352242922' };
  const value = { messaging_product: 'whatsapp', metadata, messages };
  const changes = [{ field: 'messages', value }];
  const payload = { object: 'whatsapp_business_account', entry: [{ id: '102290129340399', changes }] };
  return { providerId: 'social/whatsapp', body: Buffer.from(raw(JSON.stringify(payload))) };
}

const timestamp = () => String(Math.floor(deployment().startedAt / 1000));
const textMessage = (id: string, who: object, body: string) => ({
  ...who,
  id,
  timestamp: timestamp(),
  type: 'text',
  text: { body },
});

/** Each looks like another to something on the way: keys, escapes, SQS, XML, case, Unicode, objects, numbers. */
const ids = [
  ...[
    'a#b',
    'a%23b',
    'a%23.b',
    'a:b',
    'a%3Ab',
    'a/b',
    'a b',
    'a+b',
    'A#B',
    '..',
    '.',
    '__proto__',
    'constructor',
  ],
  ...[
    'a\u0000b',
    'ab',
    'a%0.b',
    'a\r\nb',
    'a\nb',
    'a\ufffeb',
    'a\uffffb',
    'a\ufffdb',
    'a\u{1f600}b',
    '\u00e9',
    'e\u0301',
  ],
  ...[
    'x'.repeat(256),
    'x'.repeat(257),
    'x'.repeat(500),
    `${'x'.repeat(499)}y`,
    '%sha256.x',
    '9007199254740993',
  ],
];

/** Sends what a signer made, changed, to the deployment. Resolves to the status and the AWS calls it took. */
async function sendChanged(
  providerId: keyof typeof signers,
  change: (headers: Record<string, string>) => void,
) {
  const { stack } = deployment();
  const { headers, ...signed } = signers[providerId](
    developmentSecrets()[providerId],
    `${stack.url}/webhooks/${providerId}`,
    Buffer.from('{"object":"page"}'),
  );
  change(headers);
  const calls: string[] = [];
  stack.awsEndpoint.setOnCall(({ action }) => void calls.push(action));
  const body = new Uint8Array(signed.body);
  const { status } = await fetch(signed.url, { method: signed.method, headers, body });
  stack.awsEndpoint.setOnCall(undefined);
  return { status, calls };
}

describe.each([
  ['sms/twilio', 'x-twilio-signature'],
  ['voice/twilio', 'x-twilio-signature'],
  ['social/whatsapp', 'x-hub-signature-256'],
  ['social/messenger', 'x-hub-signature-256'],
] as const)('the door of %s', (providerId, name) => {
  it.each<[string, (signature: string) => string | undefined]>([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['a truncated one', (signature) => signature.slice(0, -2)],
    ['one given twice', (signature) => `${signature}, ${signature}`],
    ['one in capitals', (signature) => signature.toUpperCase()],
    ['one with another letter', (signature) => signature.replace(/.(?=..$)/, (x) => (x === 'a' ? 'b' : 'a'))],
  ])('is closed to a delivery whose signature is %s, which costs no call but the secret', async (_, make) => {
    const { status, calls } = await sendChanged(providerId, (headers) => {
      const signature = make(headers[name] ?? '');
      if (signature === undefined) delete headers[name];
      else headers[name] = signature;
    });
    expect(status).toBe(401);
    expect(calls.filter((action) => action !== 'GetSecretValue')).toEqual([]);
  });

  it('is closed to a body over its cap, which costs no call at all', async () => {
    const { stack } = deployment();
    const calls: string[] = [];
    stack.awsEndpoint.setOnCall(({ action }) => void calls.push(action));
    const { maxBodyBytes = 0 } = catalog.find(({ id }) => id === providerId) ?? {};
    const url = `${stack.url}/webhooks/${providerId}`;
    const response = await fetch(url, { method: 'POST', body: 'a'.repeat(maxBodyBytes + 1) });
    stack.awsEndpoint.setOnCall(undefined);
    expect(response.status).toBe(413);
    expect(calls).toEqual([]);
  });
});

describe('a provider that is not deployed', () => {
  it.each(['social/telegram', 'email/ses', 'sms/twilio/x', 'sms', ''])(
    'has no door: %s',
    async (providerId) => {
      const response = await fetch(`${deployment().stack.url}/webhooks/${providerId}`, {
        method: 'POST',
        body: '{}',
      });
      expect(response.status).toBe(404);
    },
  );
});

describe('ids of any form, from the webhook to the API', () => {
  it('of messages never meet: each is an entry of its own, delivered once or twice', async () => {
    const { deliver, stack } = deployment();
    const from = { from: '14155550141' };
    const messages = ids.map((id, index) => textMessage(id, from, `Text ${index}`));
    // A number beyond 2^53 is an id too, and not the one that a double would make of it.
    const asNumber = (text: string) => text.replace('"9007199254740993"', '9007199254740993');
    messages.push(textMessage('9007199254740992', from, 'Text of a neighbour'));
    for (const _ of [1, 2]) expect(await deliver(whatsapp(messages, asNumber))).toBe(200);
    await settle(stack);
    const { entries } = await journeyOf('phone:+14155550141');
    const told = entries.map(({ interaction }) => interaction.text).sort();
    expect(told).toEqual(messages.map(({ text }) => text.body).sort());
    expect(new Set(entries.map(({ interactionId }) => interactionId)).size).toBe(messages.length);
  });

  it('of people never meet: each has a journey of their own', async () => {
    const { deliver, stack } = deployment();
    const messages = ids.map((id, index) =>
      textMessage(`wamid.${index}`, { from_user_id: id }, `Text ${index}`),
    );
    expect(await deliver(whatsapp(messages))).toBe(200);
    await settle(stack);
    const journeys = await Promise.all(ids.map((id) => journeyOf(`whatsapp:102290129340399:${id}`)));
    expect(journeys.map(({ entries }) => entries.map(({ interaction }) => interaction.text))).toEqual(
      ids.map((_, index) => [`Text ${index}`]),
    );
    expect(new Set(journeys.map(({ customerId }) => customerId)).size).toBe(ids.length);
  });
});

describe('numbers that no table keeps', () => {
  it('hold nobody up', async () => {
    const { deliver, stack } = deployment();
    const from = { from: '14155550142' };
    const place = (latitude: number) => ({
      ...from,
      id: `wamid.place.${latitude}`,
      timestamp: timestamp(),
      type: 'location',
      location: { latitude, longitude: 1 },
    });
    const overflow = (text: string) => text.replace('"latitude":7', '"latitude":1e400');
    const messages = [place(1e300), place(-1e-300), place(7), textMessage('wamid.after', from, 'After')];
    expect(await deliver(whatsapp(messages, overflow))).toBe(200);
    await settle(stack);
    const { entries } = await journeyOf('phone:+14155550142');
    expect(entries.map(({ interaction }) => interaction.kind).sort()).toEqual([
      'location',
      'location',
      'message',
      'other',
    ]);
  });
});

describe('hostile mail, through bucket, topic, queue and function', () => {
  const part = '--x\r\nContent-Type: text/plain\r\n\r\nhi\r\n';
  const levels = Array.from(
    { length: 10_000 },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  );
  const mails: Record<string, string> = {
    '10,000 parts': `Content-Type: multipart/mixed; boundary=x\r\n\r\n${part.repeat(10_000)}--x--`,
    '10,000 levels': levels.join(''),
    'no boundary': 'Content-Type: multipart/mixed\r\n\r\nhi',
    'another charset': 'Content-Type: text/plain; charset=utf-16le\r\n\r\nhi',
    '30 MB of empty lines': `\r\n${'\n'.repeat(30_000_000)}`,
    '30 MB in an attachment':
      'Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n' +
      `${'QUFB'.repeat(19)}\r\n`.repeat(385_000),
  };

  it('is an entry all the same', { timeout: 60_000 }, async () => {
    const { deliver, stack, startedAt } = deployment();
    const all = Object.entries(mails).map(([name, content], index) => {
      const head = `From: Ada <hostile-${index}@example.com>\r\nTo: help@demo.example.com\r\nSubject: ${name}\r\n`;
      return { mime: Buffer.from(head + content), messageId: `hostile-${index}`, at: startedAt };
    });
    for (const mail of all) await deliver({ providerId: 'email/ses', ...mail });
    await settle(stack);
    const told = await Promise.all(all.map((_, index) => journeyOf(`email:hostile-${index}@example.com`)));
    expect(told.map(({ entries }) => entries.map(({ interaction }) => interaction.subject))).toEqual(
      Object.keys(mails).map((name) => [name]),
    );
  });
});

describe('the logs of all this', () => {
  it('hold nothing of what anybody wrote', () => {
    const { logOf } = deployment();
    const logs = ['SocialWhatsapp', 'EmailSes', 'Router', 'Api'].map(logOf).join('');
    expect(logs).toContain('REPORT');
    for (const secret of [
      'Text ',
      '1415555014',
      'hostile-',
      '30 MB',
      'development-only',
      'local-development',
    ])
      expect(logs).not.toContain(secret);
  });
});
