import { expect } from 'vitest';
import { linkedView } from '../../functions/api/views/people.ts';
import type { Person } from '../faults/people.ts';
import type { Mailed } from './mail.ts';
import type { Play } from './play.ts';
import {
  cardOf,
  conversation,
  conversationIdOf,
  customerWith,
  type Entry,
  journeyOf,
  saidIn,
} from './reads.ts';
import type { Scenario } from './scenario.ts';

const LOOPS = 50;
const QUOTE = 'A line of what was written before, as mail programs quote it. '.repeat(40);
const subject = 'Our two kettles';

/** A mail program of somebody who is away answers what it got, whoever wrote that. */
function outOfOffice({ mail }: Play, ana: Person, answered: Mailed): Promise<Mailed> {
  const headers = ['Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All'];
  const text = 'I am out of the office until Monday. Is it urgent? Call me.';
  return mail.receives(ana, {
    subject: `Out of office: ${subject}`,
    text,
    headers,
    inReplyTo: answered.messageId,
  });
}

/** What an agent queue sees of a conversation. */
async function deskOf({ api }: Play, conversationId: string) {
  const { status, isWaiting, priority, dueAt, askedAt } = await conversation(api, conversationId);
  return { status, isWaiting, priority, dueAt, askedAt };
}

/** SES tells that nobody has this mailbox. */
async function bounces({ ours, tells, settled }: Play, { id }: Mailed): Promise<void> {
  await tells({
    type: 'receipt',
    provider: 'email/ses',
    account: ours.mailbox,
    providerInteractionId: id.slice(-40),
    status: 'failed',
    error: { code: 'Permanent', title: 'General' },
  });
  await settled();
}

/** The answer that failed goes by text message, in the same conversation. */
async function fallBack({ api, sms, settled }: Play, ana: Person): Promise<string> {
  const { email, phone } = ana.identities;
  await api.post(linkedView, 'links', { a: email, b: phone, reason: 'agent', note: 'From her order.' });
  const text = await sms.sends(ana, 'Both kettles come on Friday. Our mail did not reach you.');
  await settled();
  await sms.reports(text, ana, 'delivered');
  await settled();
  return text;
}

export const j07: Scenario = {
  title: 'J7 mail with a copy, a quote, an out-of-office note and a bounce',
  async play(on) {
    const { api, mail, settled, person } = on;
    const [ana, ben] = [person(700), person(701)];
    const [hers, his] = [ana.identities.email, ben.identities.email];

    const asked = await mail.receives(ana, { subject, cc: ben.email, text: 'When do our two kettles come?' });
    await settled();
    const answer = await mail.sends(ana, { subject, text: 'On Friday.', inReplyTo: asked.messageId });
    await settled();
    await mail.reports(answer.id, ana, 'delivered');
    const html = `<html><body><div>On Friday nobody is at home. <b>Monday?</b></div>
<div class="gmail_quote"><div>On Mon, 23 Nov 2026 at 10:00, Help &lt;help@demo.example.com&gt; wrote:</div>
<blockquote>${QUOTE}</blockquote></div></body></html>`;
    const references = `${asked.messageId} ${answer.messageId}`;
    const toAll = await mail.receives(ben, {
      ...{ subject: `Re: ${subject}`, html, references, cc: ana.email },
      inReplyTo: answer.messageId,
    });
    await settled();

    const customer = await customerWith(api, hers);
    const conversationId = conversationIdOf(await journeyOf(api, customer.customerId), asked.id);
    const { participants } = await conversation(api, conversationId);
    expect(participants.map(({ identity }) => identity.value).toSorted()).toEqual([ana.email, ben.email]);
    expect((await customerWith(api, his)).customerId).not.toBe(customer.customerId);
    const byAll = await saidIn(api, conversationId);
    expect(byAll.map(({ interactionId }) => interactionId)).toEqual([asked.id, answer.id, toAll.id]);
    expect(byAll.at(-1)?.interaction).toMatchObject({ visibleText: 'On Friday nobody is at home. Monday?' });

    const before = await deskOf(on, conversationId);
    const away = [await outOfOffice(on, ana, answer)];
    away.push(...(await Promise.all(Array.from({ length: LOOPS }, () => outOfOffice(on, ana, answer)))));
    await settled();
    const isAway = ({ interactionId }: Entry) => away.some(({ id }) => id === interactionId);
    const heard = (await saidIn(api, conversationId)).filter(isAway);
    expect(heard.length).toBe(1 + LOOPS);
    for (const { aside, interaction } of heard)
      expect([aside, interaction]).toMatchObject(['automatic', { mail: { automatic: 'auto-replied' } }]);
    expect(await deskOf(on, conversationId), 'nobody is asked to answer a machine').toEqual(before);

    const again = await mail.sends(ana, { subject, text: 'Monday is fine.', inReplyTo: toAll.messageId });
    await settled();
    await bounces(on, again);
    const { identities } = await cardOf(api, customer.customerId);
    expect(identities.flatMap(({ addresses }) => addresses)).toMatchObject([
      { provider: 'email/ses', address: ana.email, failed: { code: 'Permanent' } },
    ]);
    const text = await fallBack(on, ana);

    const all = await saidIn(api, conversationId);
    expect(all.find(({ interactionId }) => interactionId === again.id)?.progress).toMatchObject({
      status: 'failed',
      error: { code: 'Permanent' },
    });
    const ours = all.filter(({ direction }) => direction === 'outbound');
    expect(ours.map(({ interactionId }) => interactionId)).toEqual([answer.id, again.id, text]);
    return [hers, his];
  },
};
