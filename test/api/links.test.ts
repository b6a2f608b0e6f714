import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { linksView, peopleView } from '../../functions/api/views/people.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import { readPerson } from '../../functions/store/heads.ts';
import { SINCE_EVER } from '../../functions/store/identities.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { validityOf, withValidity } from '../../functions/store/link-validity.ts';
import { readLinks } from '../../functions/store/links.ts';
import { chat, visitor as tablet } from '../conversation/handoffs.ts';
import { at, emailOf, HOUR, message, phone, routingOf } from '../router/events.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { metered } from '../store/metered-client.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const [ada, ben] = ['ada', 'ben'].map(
  (value): Identity => ({ kind: 'login', scope: 'shop.example', value }),
) as [Identity, Identity];
const mail = emailOf('ada');
const JUST_AFTER = 1;

let table: JourneyTable;
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;

beforeEach(async () => {
  table = await tables.table();
  api = await apiOver(table);
  token = await api.tokenFor('demo');
});
afterAll(() => vi.unstubAllEnvs());

const idOf = async (identity: Identity) => (await findCustomerId(table, 'demo', identity)) ?? '';
const ids = z.object({ linkId: z.string() });

async function post(path: string, body: unknown) {
  const answer = await api.post(path, body, { token });
  expect(answer.status).toBe(200);
  return answer.body;
}

async function joined(a: Identity, b: Identity, reason = 'order'): Promise<string> {
  return ids.parse(await post('/v1/links', { a, b, reason })).linkId;
}

/** What the API tells of a customer's links. */
async function linksOf(identity: Identity) {
  const { body } = await api.get(`/v1/customers/${await idOf(identity)}/links`, { token });
  return linksView.parse(body).links;
}

async function spansOf(identity: Identity) {
  return (await linksOf(identity)).map(({ validFrom, validTo }) => [validFrom, validTo]);
}

async function route(event: RecordedEvent): Promise<void> {
  await routeEvent(routingOf(table, Date.parse(event.receivedAt)), event);
}

function signedIn(hour: number, who: Identity): RecordedEvent {
  const atMs = hour * HOUR;
  const contact = { alsoKnownAs: [tablet], evidence: 'login' as const };
  return message({ ...chat, id: `in ${hour}`, atMs, identity: who, contact });
}

function signedOut(hour: number): RecordedEvent {
  const event = message({ ...chat, id: `out ${hour}`, atMs: hour * HOUR });
  const { contact, direction } = event.interaction;
  return { ...event, interaction: { kind: 'visit', name: 'sign-out', contact, direction } };
}

describe('a link tells from when to when it holds', () => {
  it('since ever and without an end, where both identities are still theirs', async () => {
    await joined(phone(), mail);
    expect(await spansOf(phone())).toEqual([[SINCE_EVER, undefined]]);
  });

  it('until one of its identities is handed over, and anew for whoever has it then', async () => {
    const linkId = await joined(phone(), mail);
    const handover = { identity: phone(), at: at(HOUR), handoverId: 'recycled' };
    await post('/v1/handovers', handover);
    await joined(phone(), emailOf('ben'));
    expect(await spansOf(mail)).toEqual([[SINCE_EVER, at(HOUR)]]);
    expect(await spansOf(phone())).toEqual([[at(HOUR), undefined]]);
    // It is no more an end to revoke it later.
    await post(`/v1/links/${linkId}/revoke`, {});
    expect(await spansOf(mail)).toEqual([[SINCE_EVER, at(HOUR)]]);
  });

  it('until it was revoked, on the side that stayed and on the one that left', async () => {
    const linkId = await joined(phone(), mail);
    await post(`/v1/links/${linkId}/revoke`, { why: 'Her daughter' });
    for (const identity of [phone(), mail]) {
      const [link] = await linksOf(identity);
      expect(link?.revoked?.why).toBe('Her daughter');
      expect([link?.validFrom, link?.validTo]).toEqual([SINCE_EVER, link?.revoked?.at]);
    }
  });

  it('until its identity was handed over, also to who was split off since', async () => {
    const linkId = await joined(phone(), mail);
    await post(`/v1/links/${linkId}/revoke`, {});
    await post('/v1/handovers', { identity: phone(), at: at(HOUR), handoverId: 'recycled' });
    expect(await spansOf(mail)).toEqual([[SINCE_EVER, at(HOUR)]]);
  });

  it('from a sign-in to a sign-out on a device of several', async () => {
    await route(signedIn(0, ada));
    expect(await spansOf(ada)).toEqual([[SINCE_EVER, undefined]]);
    await route(signedOut(1));
    await route(signedIn(2, ben));
    const [first, second] = [at(HOUR + JUST_AFTER), at(3 * HOUR)];
    expect(await spansOf(ada)).toEqual([[SINCE_EVER, first]]);
    expect(await spansOf(ben)).toEqual([[first, undefined]]);
    // Who signs in where somebody is has the device from then on.
    await route(signedIn(3, ada));
    expect(await spansOf(ben)).toEqual([[first, second]]);
    expect(await spansOf(ada)).toEqual([
      [SINCE_EVER, first],
      [second, undefined],
    ]);
  });

  it('again without an end, when the same one signs in where nobody was meanwhile', async () => {
    for (const event of [signedIn(0, ada), signedOut(1)]) await route(event);
    expect(await spansOf(ada)).toEqual([[SINCE_EVER, at(HOUR + JUST_AFTER)]]);
    await route(signedIn(2, ada));
    expect(await spansOf(ada)).toEqual([[SINCE_EVER, undefined]]);
  });

  it('where it still joins whom a revocation should part', async () => {
    const linkId = await joined(phone(), mail);
    await joined(phone(), mail, 'login');
    const parted = peopleView.parse(await post(`/v1/links/${linkId}/revoke`, {}));
    expect(parted.stillJoinedBy).toMatchObject([{ reason: 'login', validFrom: SINCE_EVER }]);
    expect(parted.stillJoinedBy[0]?.validTo).toBeUndefined();
  });

  it('with no read for its own identities, and one for all that are others’ by now', async () => {
    const reads = async () => {
      const person = await readPerson(table, 'demo', await idOf(phone()));
      const links = await readLinks(table, 'demo', person?.members ?? []);
      const { table: counted, cost } = await metered(table);
      await withValidity(counted, 'demo', links, person?.members ?? []);
      return { links: links.length, reads: cost.reads };
    };
    const linkIds = [await joined(phone(), mail), await joined(phone(), ada)];
    expect(await reads()).toEqual({ links: 2, reads: 0 });
    for (const linkId of linkIds) await post(`/v1/links/${linkId}/revoke`, {});
    expect(await reads()).toEqual({ links: 2, reads: 1 });
  });
});

describe('two identities that were never theirs at one time', () => {
  it('leave no time between', () => {
    const ends = [
      { from: at(0), to: at(1) },
      { from: at(2), to: at(3) },
    ] as const;
    const none = { validFrom: at(2), validTo: at(2) };
    expect(validityOf({}, ends)).toEqual(none);
    expect(validityOf({ revoked: { by: 'test', at: at(9) } }, [ends[1], ends[0]])).toEqual(none);
  });
});
