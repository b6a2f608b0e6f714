import { expect } from 'vitest';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { Play } from './play.ts';
import { customerWith, journeyOf, linksOf, only } from './reads.ts';
import type { Scenario } from './scenario.ts';

const SITE = 'shop.example.com';
const tablet: Identity = { kind: 'visitor', scope: SITE, value: 'tablet-1500' };
const login = (value: string): Identity => ({ kind: 'login', scope: SITE, value });

/** What somebody does on the site; `contact` says how far they prove who they are. */
function visit({ tells, fresh }: Play, name: string, contact: object): Promise<string> {
  return tells({
    type: 'recorded',
    provider: 'chat/site',
    account: SITE,
    providerInteractionId: fresh(),
    interaction: { kind: 'visit', name, contact: { identity: tablet, assurance: 'asserted', ...contact } },
  });
}

function chat({ tells, fresh }: Play, who: Identity, text: string): Promise<string> {
  return tells({
    type: 'recorded',
    provider: 'chat/site',
    account: SITE,
    providerInteractionId: fresh(),
    interaction: {
      kind: 'message',
      direction: 'inbound',
      text,
      contact: { identity: who, assurance: 'verified', alsoKnownAs: [tablet], evidence: 'login' },
    },
  });
}

/** Somebody signs in, chats and signs out. */
async function session(on: Play, who: Identity, text: string): Promise<string[]> {
  const signIn = { identity: who, assurance: 'verified', alsoKnownAs: [tablet], evidence: 'login' };
  const ids = [await visit(on, 'sign-in', signIn), await chat(on, who, text)];
  await on.settled();
  ids.push(await visit(on, 'sign-out', {}));
  await on.settled();
  return ids;
}

async function spansOf({ api }: Play, customerId: string) {
  const { identities } = await customerWith(api, login(customerId));
  return identities.filter(({ kind }) => kind === 'visitor').map(({ from, to }) => ({ from, to }));
}

export const j15: Scenario = {
  title: 'J15 shared family tablet',
  async play(on) {
    const { api, settled } = on;
    const [ada, ben] = [login('ada-1500'), login('ben-1500')];
    const before = await visit(on, 'page', {});
    await settled();
    const ofAda = [before, ...(await session(on, ada, 'Is the red bicycle there?'))];
    const ofBen = await session(on, ben, 'Where is my game?');
    const anonymous = await visit(on, 'page', {});
    await settled();

    const [her, his] = [await customerWith(api, ada), await customerWith(api, ben)];
    const nobody = await customerWith(api, tablet);
    expect(new Set([her.customerId, his.customerId, nobody.customerId]).size).toBe(3);
    const seen = async (id: string) => (await journeyOf(api, id)).map(({ interactionId }) => interactionId);
    expect(await seen(her.customerId)).toEqual(ofAda);
    expect(await seen(his.customerId)).toEqual(ofBen);
    expect(await seen(nobody.customerId)).toEqual([anonymous]);

    // The device was hers, then his: each for a time that is over, and the reason is the login.
    const [hers] = await spansOf(on, 'ada-1500');
    const [bens] = await spansOf(on, 'ben-1500');
    expect(hers?.to).toBeDefined();
    expect(bens?.to).toBeDefined();
    expect((hers?.to ?? '') <= (bens?.from ?? '')).toBe(true);
    for (const [{ customerId }, span] of [
      [her, hers],
      [his, bens],
    ] as const) {
      const time = { validFrom: span?.from, validTo: span?.to };
      expect(only(await linksOf(api, customerId))).toMatchObject({ reason: 'login', by: 'rule', ...time });
    }
    expect(nobody.identities).toMatchObject([{ kind: 'visitor' }]);
    expect(nobody.identities[0]?.to).toBeUndefined();

    // Proof makes the last one hers: whoever signs in next is who was browsing.
    const proof = await chat(on, ada, 'It is me again.');
    await settled();
    expect(await seen(her.customerId)).toEqual([...ofAda, anonymous, proof]);
    expect(await seen(his.customerId)).toEqual(ofBen);
    return [ada, ben];
  },
};
