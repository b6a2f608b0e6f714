import { expect } from 'vitest';
import { conversationView } from '../../functions/api/views/conversation.ts';
import { agentView } from '../../functions/api/views/desk.ts';
import { handoffView, redeemedView } from '../../functions/api/views/handoff.ts';
import type { Play } from './play.ts';
import {
  cardOf,
  conversation,
  conversationIdOf,
  customerWith,
  journeyOf,
  linksOf,
  measuresOf,
} from './reads.ts';
import type { Scenario } from './scenario.ts';
import { type Contact, SITE, type Site, siteOf, visitor } from './site.ts';

const MINUTE = 1 / 60;
const CART = 'cart-100';
const items = [{ productId: 'kettle-blue', title: 'Blue kettle', quantity: 1, price: 49, currency: 'EUR' }];

/** She looks around, fills a cart and has it mailed to herself; then she asks about the item. */
async function shop({ person }: Play, site: Site) {
  const identity = visitor('device-100');
  const contact = { identity, assurance: 'asserted' } as const;
  const email = { kind: 'email', value: person(100).email } as const;
  return [
    await site.visit(contact, { name: 'consent', consent: ['statistics'] }),
    await site.visit(contact, { name: 'page', title: 'Blue kettle', url: `https://${SITE}/kettles/blue` }),
    await site.visit(contact, { name: 'cart', cartId: CART, items }),
    await site.visit(
      { ...contact, alsoKnownAs: [email], evidence: 'cart' },
      { name: 'cart-mailed', cartId: CART, items },
    ),
    await site.says(contact, 'Does the blue kettle fit on an induction hob?'),
  ];
}

/** We browse together; she wants to talk, and the code that we text to her number proves that it is hers. */
async function escalate({ api, clock, person }: Play, site: Site, conversationId: string) {
  const contact = { identity: visitor('device-100'), assurance: 'asserted' } as const;
  const ids = [await site.answers(contact, `Let us look together: https://${SITE}/together/100`)];
  const browsing = await site.session(contact, 'co-browse');
  await browsing.joined();
  await browsing.left(95, 'item-chosen');
  ids.push(
    browsing.id,
    await site.says(contact, 'Nice. Can I talk to someone?'),
    await site.answers(contact, 'Of course. Which phone number reaches you?'),
  );
  clock.passes(5 * MINUTE);
  ids.push(await site.says(contact, `My phone number is ${person(100).phone}`));
  const { code } = await api.post(handoffView, `conversations/${conversationId}/handoffs`, {
    channel: 'voice',
    kind: 'code',
  });
  const redeemed = await api.post(redeemedView, 'handoffs/redeem', {
    code,
    channel: 'voice',
    identity: { kind: 'phone', value: person(100).phone },
    assurance: 'asserted',
    source: 'device-100',
  });
  expect(redeemed).toMatchObject({ conversationId, isLinked: true, view: 'full' });
  return ids;
}

export const j01: Scenario = {
  title: 'J1 shop online, chat, browsing together, agent, purchase, SMS notices',
  async play(on) {
    const { api, sms, voice, clock, settled, person } = on;
    const ana = person(100);
    const { phone, email } = ana.identities;
    const site = siteOf(on);

    const ids = await shop(on, site);
    await settled();
    const { customerId } = await customerWith(api, email);
    const conversationId = conversationIdOf(await journeyOf(api, customerId), ids.at(-1) ?? '');
    expect((await cardOf(api, customerId)).preferredChannel, 'nobody has asked her anything').toBeUndefined();
    ids.push(...(await escalate(on, site, conversationId)));
    await api.put(agentView, 'agents/ben', { status: 'away' });
    await api.post(conversationView, `conversations/${conversationId}/assign`, { agentId: 'ben' });
    await settled();

    // What the agent has before the ring.
    const card = await cardOf(api, (await customerWith(api, phone)).customerId);
    expect(card.cart).toMatchObject({ cartId: CART, items });
    expect(card.sessions).toMatchObject([
      { medium: 'co-browse', state: 'completed', outcome: 'item-chosen' },
    ]);
    expect(card.turns.slice(0, 5).map(({ direction, text }) => [direction, text])).toEqual([
      ['inbound', `My phone number is ${ana.phone}`],
      ['outbound', 'Of course. Which phone number reaches you?'],
      ['inbound', 'Nice. Can I talk to someone?'],
      ['outbound', `Let us look together: https://${SITE}/together/100`],
      ['inbound', 'Does the blue kettle fit on an induction hob?'],
    ]);
    expect(card.handledBy).toMatchObject({ agentId: 'ben', conversationId });
    const source = { kind: 'said', interactionId: ids.at(-1) };
    expect(card.facts.find(({ name }) => name === 'phone')).toMatchObject({ value: ana.phone, source });
    expect(card.facts.map(({ name }) => name)).not.toContain('order-number');

    const call = await voice.calls(ana);
    await settled();
    clock.passes(MINUTE);
    ids.push(call.id, await call.says('Then I take the blue one.'));
    await call.hangsUp(180);
    await settled();
    const buyer = {
      identity: { kind: 'email', value: ana.email },
      assurance: 'asserted',
      alsoKnownAs: [{ kind: 'phone', value: ana.phone }],
      evidence: 'order',
    } satisfies Contact;
    const orderId = 'SHOP-1001';
    const paid = await site.orders(buyer, {
      orderId,
      state: 'paid',
      cartId: CART,
      items,
      total: 49,
      currency: 'EUR',
    });
    await settled();
    const shipped = await sms.sends(ana, 'Your order SHOP-1001 is on its way.');
    await settled();
    await sms.reports(shipped, ana, 'delivered');
    expect((await cardOf(api, customerId)).preferredChannel).toMatchObject({
      why: 'learnt',
      channel: 'chat',
    });
    const asked = await sms.receives(ana, 'When does it come? I prefer text messages.');
    await settled();
    ids.push(paid, shipped, asked);

    const whole = await customerWith(api, phone);
    expect(whole.identities.map(({ kind }) => kind).toSorted()).toEqual(['email', 'phone', 'visitor']);
    const links = await linksOf(api, whole.customerId);
    expect(links.map(({ reason, a, b }) => [reason, ...[a.kind, b.kind].toSorted()])).toEqual([
      ['cart', 'email', 'visitor'],
      ['code', 'phone', 'visitor'],
      ['order', 'email', 'phone'],
    ]);
    const entries = await journeyOf(api, whole.customerId);
    expect(entries.map((entry) => [entry.interactionId, entry.conversationId])).toEqual(
      ids.map((id) => [id, conversationId]),
    );
    expect((await conversation(api, conversationId)).assignee).toBe('ben');
    const after = await cardOf(api, whole.customerId);
    expect(after.orders).toMatchObject([{ orderId, state: 'paid', total: 49 }]);
    expect(after.cart, 'what was bought is in no cart').toBeUndefined();
    const ordered = { value: orderId, source: { kind: 'purchase', interactionId: paid } };
    expect(after.facts.find(({ name }) => name === 'order-number')).toMatchObject(ordered);
    // What she says counts more than where she answered most; the evidence of both stays.
    expect(after.preferredChannel).toMatchObject({
      ...{ why: 'declared', channel: 'sms' },
      declared: { value: 'sms', source: { kind: 'said', interactionId: asked } },
      learnt: [
        { channel: 'chat', sent: 2, answered: 2, medianMinutes: 5 },
        { channel: 'sms', sent: 1, answered: 1, medianMinutes: 0 },
        { channel: 'voice', sent: 1, answered: 1, medianMinutes: 1 },
      ],
    });

    const { channelSwitches, hadToRepeat } = await measuresOf(api, conversationId);
    expect(channelSwitches.switches.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'commerce chat',
      'chat voice',
      'voice sms',
    ]);
    expect(hadToRepeat).toEqual({ count: 0, questions: [] });
    return [phone];
  },
};
