import { expect } from 'vitest';
import { cardView } from '../../functions/api/views/context.ts';
import { customerView } from '../../functions/api/views/customer.ts';
import { draftView } from '../../functions/api/views/draft.ts';
import { linkedView } from '../../functions/api/views/people.ts';
import { settingsView } from '../../functions/api/views/settings.ts';
import type { Api } from './api.ts';
import { expectCommon } from './every-journey.ts';
import { type Brand, UMBRELLA } from './our-side.ts';
import type { Play } from './play.ts';
import { cardOf, customerWith, journeyOf, linksOf, only, saidIn, suggestionsAbout } from './reads.ts';
import type { Scenario } from './scenario.ts';

/** Everything that one brand may ask about the ids of another: it knows none of them. */
async function expectUnknown({ api }: Play, customerId: string, conversationId: string): Promise<void> {
  const paths = [
    `customers/${customerId}`,
    `customers/${customerId}/journey`,
    `customers/${customerId}/links`,
    `customers/${customerId}/context`,
    `conversations/${conversationId}`,
    `conversations/${conversationId}/interactions`,
    `conversations/${conversationId}/measures`,
  ];
  for (const path of paths) expect([path, (await api.ask('GET', path)).status]).toEqual([path, 404]);
}

async function decides({ api }: Play, decision: object): Promise<void> {
  const { version, settings } = await api.get(settingsView, 'settings');
  await api.put(settingsView, 'settings', { version, settings: { ...settings, ...decision } });
}

const draft = 'Our cheap ones are back!!';
/** How each brand speaks: what one avoids, the other may say. */
const voices = {
  demo: {
    voice: { avoid: [{ say: 'cheap', rather: 'good value' }], maxExclamationMarks: 1 },
    templates: { shipped: { en: 'Hello {name}, your parcel has left us.' } },
  },
  other: {
    voice: { avoid: [{ say: 'parcel' }] },
    templates: { booked: { en: 'Dear {name}, your table is booked.' } },
  },
};

/** What comes of a template, or the answer's status where there is none. */
async function filled(api: Api, template: string): Promise<string | number> {
  const { status, body } = await api.ask('POST', 'drafts', { template, values: { name: 'Ana' } });
  return status === 200 ? draftView.parse(body).text : status;
}

/** Each brand has its own voice and templates, and the group that both are of has neither. */
async function expectOwnVoices(on: Play): Promise<void> {
  const apis = [on.api, on.at('other').api, on.umbrella];
  const rules = async (api: Api) =>
    (await api.post(draftView, 'drafts', { text: draft })).findings.map(({ rule }) => rule);
  expect(await Promise.all(apis.map(rules))).toEqual([['avoid', 'max-exclamation-marks'], [], []]);
  const shipped = await Promise.all(apis.map((api) => filled(api, 'shipped')));
  expect(shipped).toEqual(['Hello Ana, your parcel has left us.', 404, 404]);
  const booked = await Promise.all(apis.map((api) => filled(api, 'booked')));
  expect(booked).toEqual([404, 'Dear Ana, your table is booked.', 404]);
}

const customerOf = (scope: Brand, value: string) => ({ kind: 'brand-customer', scope, value });

export const j16: Scenario = {
  title: 'J16 two brands, one human',
  async play(on) {
    const other = on.at('other');
    const ana = on.person(1600);
    const { phone } = ana.identities;
    const text = await on.sms.receives(ana, 'Do you ship to Spain?');
    const message = await other.whatsapp.receives(ana, 'Hello, a table for two?');
    await on.settled();

    const [here, there] = [await customerWith(on.api, phone), await customerWith(other.api, phone)];
    expect(here.customerId).not.toBe(there.customerId);
    const [mine] = await journeyOf(on.api, here.customerId);
    const [theirs] = await journeyOf(other.api, there.customerId);
    expect([mine?.interactionId, theirs?.interactionId]).toEqual([text, message]);
    await expectUnknown(other, here.customerId, mine?.conversationId ?? '');
    await expectUnknown(on, there.customerId, theirs?.conversationId ?? '');
    // Neither brand may join the two, whatever it is asked for.
    for (const { api } of [on, other]) {
      const merge = await api.ask('POST', 'merges', { customers: [here.customerId, there.customerId] });
      expect(merge.status).toBe(404);
      expect(await suggestionsAbout(api, [ana.phone])).toEqual([]);
    }
    expect(await linksOf(on.api, here.customerId)).toEqual([]);

    const stop = await on.sms.receives(ana, 'STOP', { OptOutType: 'STOP' });
    await on.settled();
    const consents = async ({ api }: Play, id: string) => (await cardOf(api, id)).consents;
    expect(only(await consents(on, here.customerId))).toMatchObject({ channel: 'sms', consent: 'withdrawn' });
    expect(await consents(other, there.customerId)).toEqual([]);
    expect(
      (await saidIn(on.api, mine?.conversationId ?? '')).map(({ interactionId }) => interactionId),
    ).toContain(stop);

    // A screen pop of one brand shows nothing of the other.
    const pop = `context?assurance=verified&identity=${encodeURIComponent(`phone:${ana.phone}`)}`;
    for (const [{ api }, customerId] of [
      [on, here.customerId],
      [other, there.customerId],
    ] as const)
      expect(await api.get(cardView, pop)).toMatchObject({ level: 'full', customerId });
    const before = await on.api.get(settingsView, 'settings');
    await decides(other, { context: { greetByName: true } });
    expect(await on.api.get(settingsView, 'settings'), 'decided for one brand alone').toEqual(before);

    await decides(on, voices.demo);
    await decides(other, voices.other);
    await expectOwnVoices(on);

    const [one, two] = [customerOf('demo', here.customerId), customerOf('other', there.customerId)];
    const underUmbrella = () => on.umbrella.ask('POST', 'links', { a: one, b: two });
    expect((await underUmbrella()).status, 'neither brand allows it').toBe(409);
    await decides(on, { umbrella: UMBRELLA.brand });
    expect((await underUmbrella()).status, 'one of the two does not').toBe(409);
    await decides(other, { umbrella: UMBRELLA.brand });
    const joined = await on.umbrella.post(linkedView, 'links', { a: one, b: two });
    const whole = await on.umbrella.get(customerView, `customers/${joined.customerId}`);
    expect(whole.identities).toMatchObject([one, two]);
    // Each brand has its own customer still, with its own consent, and knows nothing of the other.
    await expectUnknown(other, here.customerId, mine?.conversationId ?? '');
    await expectUnknown(on, there.customerId, theirs?.conversationId ?? '');
    await expectUnknown(on, joined.customerId, '-');
    expect(await linksOf(on.api, here.customerId)).toEqual([]);
    expect(only(await consents(on, here.customerId))).toMatchObject({ channel: 'sms', consent: 'withdrawn' });
    expect(await consents(other, there.customerId)).toEqual([]);
    await expectOwnVoices(on);
    const nothing = await on.umbrella.get(cardView, `customers/${joined.customerId}/context`);
    expect([nothing.level, 'turns' in nothing && nothing.turns]).toEqual(['full', []]);
    // Nobody else may do as if.
    expect((await on.api.ask('POST', 'links', { a: one, b: two })).status).toBe(409);
    await expectCommon(other, [phone]);
    return [phone];
  },
};
