import { expect } from 'vitest';
import { mergeView, peopleView } from '../../functions/api/views/people.ts';
import type { Person } from '../faults/people.ts';
import type { Play } from './play.ts';
import { cardOf, changesOf, customerWith, type Entry, journeyOf, type Link, linksOf, only } from './reads.ts';
import type { Scenario } from './scenario.ts';

interface Family {
  father: Person;
  daughter: Person;
}

/** The daughter orders, and gives the phone that she shares with her father: a rule makes one person of both. */
function order({ tells, fresh }: Play, { father, daughter }: Family, orderId: string): Promise<string> {
  return tells({
    type: 'recorded',
    provider: 'commerce/shop',
    account: 'shop.example.com',
    providerInteractionId: fresh(),
    interaction: {
      kind: 'purchase',
      orderId,
      state: 'paid',
      contact: {
        identity: { kind: 'email', value: daughter.email },
        assurance: 'asserted',
        alsoKnownAs: [{ kind: 'phone', value: father.phone }],
        evidence: 'order',
      },
    },
  });
}

interface Arrived {
  ofFather: string[];
  ofDaughter: string[];
  ofNobody: string;
}

/** Ten messages over three channels, one order, and one who wants no text messages any more. */
async function live(on: Play, family: Family, customerId: string): Promise<Arrived> {
  const { sms, mail, messenger, tells, fresh, settled } = on;
  const { father, daughter } = family;
  const arrived: Arrived = { ofFather: [], ofDaughter: [], ofNobody: '' };
  for (let round = 1; round <= 3; round += 1) {
    arrived.ofFather.push(await sms.receives(father, `Father, round ${round}`));
    arrived.ofDaughter.push((await mail.receives(daughter, { text: `Daughter, round ${round}` })).id);
    arrived.ofDaughter.push(await messenger.receives(daughter, `Daughter at Messenger, round ${round}`));
    await settled();
  }
  arrived.ofFather.push(await sms.receives(father, 'STOP', { OptOutType: 'STOP' }));
  arrived.ofDaughter.push(await order(on, family, '1202'));
  arrived.ofNobody = await tells({
    type: 'recorded',
    provider: 'place/desk',
    account: 'shop.example.com',
    providerInteractionId: fresh(),
    interaction: {
      kind: 'note',
      text: 'Was here and asked for a gift card.',
      contact: { identity: { kind: 'customer', value: customerId }, assurance: 'asserted' },
    },
  });
  await settled();
  return arrived;
}

const idsOf = (entries: readonly Entry[]) => entries.map(({ interactionId }) => interactionId).toSorted();

/** Each takes home what came in on their own addresses; what had none is with whom it was said of, flagged. */
async function expectParted(on: Play, family: Family, said: Arrived, undone: string): Promise<void> {
  const { api } = on;
  const him = await customerWith(api, family.father.identities.phone);
  const her = await customerWith(api, family.daughter.identities.email);
  const [his, hers] = [await journeyOf(api, him.customerId), await journeyOf(api, her.customerId)];
  expect(idsOf(his)).toEqual([...said.ofFather, said.ofNobody].toSorted());
  expect(idsOf(hers)).toEqual(said.ofDaughter.toSorted());
  const flagged = [...his, ...hers].filter(({ review }) => review !== undefined);
  expect(flagged.map(({ interactionId, review }) => [interactionId, review])).toEqual([
    [said.ofNobody, undone],
  ]);

  const [hisCard, herCard] = [await cardOf(api, him.customerId), await cardOf(api, her.customerId)];
  const stop = { channel: 'sms', consent: 'withdrawn', identity: family.father.identities.phone };
  expect(hisCard.consents).toMatchObject([stop]);
  expect(herCard.consents).toEqual([]);
  expect([hisCard.orders, herCard.orders.map(({ orderId }) => orderId)]).toEqual([[], ['1202', '1201']]);
}

/** Whoever keeps another system in step hears of the merge and of its undo, once each, in this order. */
async function expectTold({ api, told }: Play, { linkId, a, b }: Link): Promise<void> {
  await told();
  const changes = (await changesOf(api)).filter((change) => change.linkId === linkId);
  const same = { linkId, a, b, reason: 'order' };
  const undone = { ...same, type: 'link-revoked', by: 'local-development', why: 'They share a phone.' };
  expect(changes).toMatchObject([{ ...same, type: 'link-made', by: 'rule' }, undone]);
}

export const j12: Scenario = {
  title: 'J12 wrong merge, undone',
  async play(on) {
    const { api, sms, mail, messenger, settled, person } = on;
    const family: Family = { father: person(1200), daughter: person(1201) };
    const { father, daughter } = family;
    const [hisPhone, herMail] = [father.identities.phone, daughter.identities.email];

    const ofFather = [await sms.receives(father, 'Is my lawnmower repaired?')];
    const ofDaughter = [(await mail.receives(daughter, { text: 'Do you have gift cards?' })).id];
    ofDaughter.push(await messenger.receives(daughter, 'Hello from Messenger'));
    await settled();
    const [him, her] = [await customerWith(api, hisPhone), await customerWith(api, herMail)];
    // That her Messenger account is hers too is true, and stays true.
    const { messenger: herMessenger } = daughter.identities;
    await api.post(mergeView, 'merges', {
      customers: [her.customerId, (await customerWith(api, herMessenger)).customerId],
      note: 'She told us.',
    });
    const ordered = await order(on, family, '1201');
    ofDaughter.push(ordered);
    await settled();
    const { customerId } = await customerWith(api, herMail);
    expect((await customerWith(api, hisPhone)).customerId).toBe(customerId);

    const arrived = await live(on, family, customerId);
    const whole = idsOf(await journeyOf(api, customerId));
    ofFather.push(...arrived.ofFather);
    ofDaughter.push(...arrived.ofDaughter);
    expect(whole).toEqual([...ofFather, ...ofDaughter, arrived.ofNobody].toSorted());

    const wrong = only((await linksOf(api, customerId)).filter(({ reason }) => reason === 'order'));
    const undo = `merges/${wrong.linkId}/undo`;
    const preview = await api.post(peopleView, undo, { preview: true });
    expect(preview.people.map((each) => each.customerId).toSorted()).toEqual(
      [him.customerId, her.customerId].toSorted(),
    );
    expect(idsOf(await journeyOf(api, customerId)), 'a preview changes nothing').toEqual(whole);
    const done = await api.post(peopleView, undo, { why: 'They share a phone.' });
    expect(done).toEqual(preview);
    const said = { ...arrived, ofFather, ofDaughter };
    await expectParted(on, family, said, wrong.linkId);

    await expectTold(on, wrong);

    // What joined them and what parted them stands with both, for whoever asks why.
    const revoked = { by: 'local-development', why: 'They share a phone.' };
    for (const each of [him, her]) {
      const audited = (await linksOf(api, each.customerId)).filter(({ linkId }) => linkId === wrong.linkId);
      expect(audited).toMatchObject([{ by: 'rule', reason: 'order', source: ordered, revoked }]);
      expect(audited[0]?.validTo).toBe(audited[0]?.revoked?.at);
    }

    ofFather.push(await sms.receives(father, 'And my lawnmower?'));
    ofDaughter.push((await mail.receives(daughter, { text: 'And my gift card?' })).id);
    ofDaughter.push(await order(on, family, '1203'));
    await settled();
    const [hisNow, hersNow] = [await customerWith(api, hisPhone), await customerWith(api, herMail)];
    expect([hisNow.customerId, hersNow.customerId]).toEqual([him.customerId, her.customerId]);
    const [his, hers] = [await journeyOf(api, him.customerId), await journeyOf(api, her.customerId)];
    expect(idsOf(his)).toEqual([...ofFather, arrived.ofNobody].toSorted());
    expect(idsOf(hers)).toEqual(ofDaughter.toSorted());
    const conversations = (entries: readonly Entry[]) => entries.flatMap((each) => each.conversationId ?? []);
    const hisOwn = his.filter(({ review }) => review === undefined);
    const shared = conversations(hisOwn).filter((id) => conversations(hers).includes(id));
    expect(shared, 'conversations of both').toEqual([]);
    return [hisPhone, herMail];
  },
};
