import { expect } from 'vitest';
import { customerWith, findCustomer, journeyOf, linksOf, only } from './reads.ts';
import type { Scenario } from './scenario.ts';

export const j06: Scenario = {
  title: 'J6 WhatsApp id without phone',
  async play({ api, ours, whatsapp, sms, settled, person }) {
    const { phone, identities } = person(600);
    const userId = 'US.10000000000000000600';
    const user = { userId, username: '@example-six' };
    const nameless = { kind: 'whatsapp', scope: ours.businessAccount, value: userId } as const;

    const texts = [await whatsapp.receives(user, 'Hello')];
    for (let again = 1; again <= 5; again += 1) texts.push(await whatsapp.receives(user, `Hello ${again}`));
    await settled();
    const { customerId } = await customerWith(api, nameless);
    const written = (await journeyOf(api, customerId)).map(({ interactionId }) => interactionId);
    expect(written).toEqual(texts);
    expect(await findCustomer(api, identities.phone)).toBeUndefined();

    const both = await whatsapp.receives({ ...user, phone }, 'This is my number');
    await settled();
    const joined = await customerWith(api, identities.phone);
    expect(joined.customerId).toBe(customerId);
    expect(only(await linksOf(api, customerId))).toMatchObject({ reason: 'provider-verified', source: both });

    const text = await sms.receives({ phone }, 'And by text message');
    const answer = await whatsapp.sends(user, 'Hello!');
    await settled();
    await whatsapp.reports(answer, { userId }, 'read');
    await settled();
    const entries = await journeyOf(api, customerId);
    expect(entries.map(({ interactionId }) => interactionId)).toEqual([...texts, both, text, answer]);
    expect(new Set(entries.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(entries.at(-1)?.progress.status).toBe('read');
    return [identities.phone];
  },
};
