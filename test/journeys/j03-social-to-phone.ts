import { expect } from 'vitest';
import { attributesView } from '../../functions/api/views/context.ts';
import { handoffView } from '../../functions/api/views/handoff.ts';
import type { Play } from './play.ts';
import { cardOf, conversationIdOf, customerWith, journeyOf, linksOf, only, textOf } from './reads.ts';
import type { Scenario } from './scenario.ts';
import { SITE, siteOf, visitor } from './site.ts';
import { ATTESTED } from './voice.ts';

const COMMENT = 'Is this the kettle that whistles? Mine does not any more.';

async function handoff({ api }: Play, conversationId: string, body: object) {
  return api.post(handoffView, `conversations/${conversationId}/handoffs`, body);
}

const digits = 'zero one two three four five six seven eight nine'.split(' ');

/** A code as a caller says it. */
function spoken(code: string): string {
  return [...code].map((digit) => digits[Number(digit)]).join(' ');
}

/** A comment under a post of ours, and then a private message by an ad. The page stands for Instagram: same form. */
async function social({ ours, tells, fresh, messenger }: Play, user: { pageScopedId: string }) {
  const identity = { kind: 'messenger', scope: ours.page, value: user.pageScopedId } as const;
  const comment = await tells({
    type: 'recorded',
    provider: 'social/comments',
    account: ours.page,
    providerInteractionId: fresh(),
    interaction: {
      kind: 'message',
      direction: 'inbound',
      text: COMMENT,
      isPublic: true,
      contact: { identity, assurance: 'verified' },
    },
  });
  const referral = { source: 'ADS', type: 'OPEN_THREAD', ad_id: '6045246247433', ref: 'kettles' };
  const message = await messenger.receives(user, 'My kettle from order 4711 does not whistle.', { referral });
  return { comment, message };
}

export const j03: Scenario = {
  title: 'J3 social post, private message, web chat, phone',
  async play(on) {
    const { api, messenger, voice, settled, person } = on;
    const ana = person(300);
    const { phone, messenger: account } = ana.identities;
    const device = visitor('device-300');
    const site = siteOf(on);

    const { comment, message } = await social(on, ana);
    await settled();
    const { customerId } = await customerWith(api, account);
    const first = await journeyOf(api, customerId);
    const conversationId = conversationIdOf(first, message);

    const link = await handoff(on, conversationId, {
      channel: 'chat',
      kind: 'link',
      url: `https://${SITE}/chat`,
    });
    const sent = await messenger.sends(ana, `Let us look at it together: ${link.url}`);
    await messenger.reports(ana, 'delivery');
    await settled();
    const asserted = { identity: device, assurance: 'asserted' } as const;
    const chat = await site.says(asserted, `Here I am. ${link.token}`);
    await settled();
    const answer = await site.answers(asserted, 'Welcome. Shall we call you?');
    const code = await handoff(on, conversationId, { channel: 'voice', kind: 'code' });
    await settled();

    // Before it rings: what an IVR that will ask for the code could show to the agent.
    const ready = await api.get(attributesView, `customers/${customerId}/context/attributes`);
    expect(ready).toMatchObject({ conversationId, turn1: 'us (chat): Welcome. Shall we call you?' });
    const call = await voice.rings(ana, ATTESTED);
    await settled();
    const words = await call.says(`My code is ${spoken(code.code ?? '')}`);
    await settled();
    await call.hangsUp(120);
    await settled();

    const whole = await customerWith(api, phone);
    expect(whole.identities.map(({ kind }) => kind).toSorted()).toEqual(['messenger', 'phone', 'visitor']);
    for (const identity of [account, device])
      expect((await customerWith(api, identity)).customerId).toBe(whole.customerId);
    const links = await linksOf(api, whole.customerId);
    expect(links.map(({ reason, source }) => ({ reason, source }))).toEqual([
      { reason: 'handoff', source: chat },
      { reason: 'code', source: words },
    ]);

    const entries = await journeyOf(api, whole.customerId);
    const ids = [comment, message, sent, chat, answer, call.id, words];
    expect(entries.map((entry) => [entry.interactionId, entry.conversationId])).toEqual(
      ids.map((id) => [id, conversationId]),
    );
    const of = (id: string) => only(entries.filter(({ interactionId }) => interactionId === id));
    expect(of(message).interaction?.origin).toMatchObject({ type: 'ADS', id: '6045246247433' });
    const told = JSON.stringify(entries);
    for (const secret of [link.token ?? '', code.code ?? '', spoken(code.code ?? '')])
      expect(told.includes(secret), 'what opened the next channel is not in the journey').toBe(false);

    // The comment is part of the journey, and its words are not on the private card.
    expect(textOf(of(comment))).toBe(COMMENT);
    const card = await cardOf(api, whole.customerId);
    expect(card.turns.map(({ interactionId }) => interactionId).toReversed()).toEqual(ids);
    expect(JSON.stringify(card)).not.toContain('whistles');
    const open = card.conversations.filter(({ status }) => status === 'open');
    expect(open).toMatchObject([{ conversationId, why: 'My kettle from order 4711 does not whistle.' }]);
    return [phone];
  },
};
