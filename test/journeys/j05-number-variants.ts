import { expect } from 'vitest';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { Play } from './play.ts';
import { cardOf, customerWith, journeyOf, linksOf, only } from './reads.ts';
import type { Scenario } from './scenario.ts';

const phone = (value: string): Identity => ({ kind: 'phone', scope: '', value });

/** Two writings of one line, as WhatsApp and as the carrier tell it. */
const pairs = [
  { country: 'Argentina', whatsapp: '+5491155550105', sms: '+541155550105' },
  { country: 'Mexico', whatsapp: '+5215555550105', sms: '+525555550105' },
];

async function expectJoined({ api }: Play, first: string, second: string): Promise<void> {
  const { customerId, identities } = await customerWith(api, phone(first));
  expect((await customerWith(api, phone(second))).customerId, `${first} and ${second}`).toBe(customerId);
  expect(identities.map(({ value }) => value).toSorted()).toEqual([first, second].toSorted());
  expect(only(await linksOf(api, customerId))).toMatchObject({ reason: 'number-variant', by: 'rule' });
}

export const j05: Scenario = {
  title: 'J5 number variants with a landline guard',
  async play(on) {
    const { api, whatsapp, sms, voice, settled } = on;
    const [short, long] = ['+551187654321', '+5511987654321'];
    // A 9 before a landline's digits makes another line of it: somebody's mobile.
    const [landline, mobile] = ['+551133334444', '+5511933334444'];
    const first = await whatsapp.receives({ phone: short }, 'Oi, o pedido chegou?');
    await settled();
    const second = await sms.receives({ phone: long }, 'Oi de novo');
    await sms.receives({ phone: mobile }, 'Bom dia');
    await settled();
    const call = await voice.rings({ phone: landline });
    await call.hangsUp(30);
    for (const pair of pairs) {
      await whatsapp.receives({ phone: pair.whatsapp }, 'Hola');
      await settled();
      await sms.receives({ phone: pair.sms }, 'Hola otra vez');
    }
    await settled();

    await expectJoined(on, short, long);
    for (const pair of pairs) await expectJoined(on, pair.whatsapp, pair.sms);
    for (const alone of [landline, mobile]) {
      const { identities } = await customerWith(api, phone(alone));
      expect(identities.map(({ value }) => value)).toEqual([alone]);
    }

    // An answer goes to each number as its channel wrote it.
    const { customerId } = await customerWith(api, phone(short));
    const { identities } = await cardOf(api, customerId);
    const addresses = identities.flatMap(({ addresses: known }) => known);
    expect(addresses.map(({ provider, address }) => [provider, address]).toSorted()).toEqual([
      ['sms/twilio', long],
      ['social/whatsapp', short.slice(1)],
    ]);
    const answer = await whatsapp.sends({ phone: short }, 'Sim, ontem.');
    await whatsapp.reports(answer, { phone: short }, 'delivered');
    await settled();
    const entries = await journeyOf(api, customerId);
    expect(entries.map(({ interactionId }) => interactionId)).toEqual([first, second, answer]);
    expect(entries.at(-1)).toMatchObject({
      contact: { address: short.slice(1), identity: { value: short } },
      progress: { status: 'delivered' },
    });
    return [short, landline, mobile, ...pairs.map((pair) => pair.sms)].map(phone);
  },
};
