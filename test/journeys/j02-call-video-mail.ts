import { expect } from 'vitest';
import { factView } from '../../functions/api/views/context.ts';
import { handoffView, redeemedView } from '../../functions/api/views/handoff.ts';
import { linkedView } from '../../functions/api/views/people.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { Play } from './play.ts';
import { cardOf, conversation, conversationIdOf, customerWith, journeyOf, linksOf } from './reads.ts';
import type { Scenario } from './scenario.ts';
import { SITE, siteOf, visitor } from './site.ts';
import { WITHHELD } from './voice.ts';

const WINDOW_HOURS = 72;

/** A text that goes out while she is on the line belongs to the call. Resolves when it has arrived. */
async function textDuring(on: Play, call: string, to: Identity, text: string): Promise<string> {
  const { ours, tells, fresh, sms } = on;
  const id = await tells({
    type: 'recorded',
    provider: 'sms/twilio',
    account: ours.smsNumber,
    providerInteractionId: `SM${fresh()}`,
    interaction: {
      kind: 'message',
      direction: 'outbound',
      text,
      duringCall: call,
      contact: { identity: to, assurance: 'asserted' },
    },
  });
  await on.settled();
  await sms.reports(id, { phone: to.value }, 'delivered');
  return id;
}

/** The link is good for one person, who may come back to it, and for nobody after them. */
async function openLink({ api }: Play, token: string, identity: Identity): Promise<void> {
  const open = (who: Identity) => ({ token, channel: 'chat', identity: who, assurance: 'asserted' });
  const first = await api.post(redeemedView, 'handoffs/redeem', open(identity));
  expect(first).toMatchObject({ isLinked: true, view: 'full' });
  expect(await api.post(redeemedView, 'handoffs/redeem', open(identity))).toEqual(first);
  const second = await api.ask('POST', 'handoffs/redeem', open(visitor('device-201')));
  expect(second).toMatchObject({ status: 409, body: { type: 'urn:throughline:problem:conflict' } });
}

export const j02: Scenario = {
  title: 'J2 call, video added, confirmed by mail',
  async play(on) {
    const { api, ours, mail, voice, clock, settled, person } = on;
    const ana = person(200);
    const { phone, email } = ana.identities;
    const site = siteOf(on);

    const call = await voice.rings({ phone: WITHHELD });
    const words = await call.says('My new kettle does not switch on. I have to show it to you.');
    await settled();
    const scope = `voice/twilio/${ours.callNumber}`;
    const weak: Identity = { kind: 'anonymous', scope, value: call.id.slice(-34) };
    const before = await customerWith(api, weak);
    expect(before.identities).toMatchObject([{ kind: 'anonymous' }]);
    const conversationId = conversationIdOf(await journeyOf(api, before.customerId), call.id);

    const { token = '', url } = await api.post(handoffView, `conversations/${conversationId}/handoffs`, {
      channel: 'chat',
      kind: 'link',
      url: `https://${SITE}/video`,
    });
    const text = await textDuring(on, call.id, phone, `Show us here: ${url}`);
    await openLink(on, token, phone);
    expect((await customerWith(api, phone)).customerId).toBe((await customerWith(api, weak)).customerId);

    const contact = { identity: phone, assurance: 'asserted' } as const;
    const video = await site.session(contact, 'video');
    await video.joined();
    await video.left(340);
    const note = await site.note(contact, 'The plug was loose. She gave us her mail address.');
    await call.hangsUp(600);
    await settled();
    await api.post(linkedView, 'links', { a: email, b: phone, reason: 'agent', note: 'She told us.' });
    const confirmed = await mail.sends(ana, { subject: 'Your kettle', text: 'It works now, as agreed.' });
    await settled();
    await mail.reports(confirmed.id, ana, 'delivered');

    // By now the conversation is over. The answer finds it by what it answers, whatever its subject says.
    clock.passes(WINDOW_HOURS + 1);
    expect((await conversation(api, conversationId)).status).not.toBe('open');
    const reply = await mail.receives(ana, {
      subject: 'One correction',
      inReplyTo: confirmed.messageId,
      text: 'One correction: the kettle is red.\r\n\r\nOn Mon, 23 Nov 2026 at 10:00, Help <help@demo.example.com> wrote:\r\n> It works now, as agreed.\r\n',
    });
    await settled();

    const whole = await customerWith(api, phone);
    expect(whole.identities.map(({ kind }) => kind).toSorted()).toEqual(['anonymous', 'email', 'phone']);
    const reasons = (await linksOf(api, whole.customerId)).map(({ reason }) => reason);
    expect(reasons).toEqual(['handoff', 'agent']);
    const entries = await journeyOf(api, whole.customerId);
    expect(entries.map((entry) => [entry.interactionId, entry.conversationId])).toEqual(
      [call.id, words, text, video.id, note, confirmed.id, reply.id].map((id) => [id, conversationId]),
    );
    expect(JSON.stringify(entries)).not.toContain(token);
    expect(entries.find(({ interactionId }) => interactionId === video.id)).toMatchObject({
      interaction: { kind: 'call', medium: 'video' },
      progress: { call: { state: 'completed', durationSeconds: 340 } },
    });
    expect(entries.at(-1)?.interaction).toMatchObject({ visibleText: 'One correction: the kettle is red.' });
    expect((await conversation(api, conversationId)).status).toBe('open');

    // What an agent saw and noted is told with who noted it, and from where.
    const fact = { name: 'serial-number', value: 'K-200', source: 'Seen in the video' };
    const known = await api.post(factView, `customers/${whole.customerId}/facts`, fact);
    expect(known.source).toEqual({ kind: 'api', by: 'local-development', note: fact.source });
    expect((await cardOf(api, whole.customerId)).facts).toContainEqual({ ...known, ageDays: 0 });
    return [phone];
  },
};
