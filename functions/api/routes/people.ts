import * as z from 'zod';
import { ConflictError, NotFoundError } from '../../errors.ts';
import type { People } from '../../identity/describe-change.ts';
import { link } from '../../identity/link.ts';
import { decisionLinkId, mergeCustomers, splitCustomer, undo } from '../../identity/merge.ts';
import { saidBefore } from '../../identity/said-before.ts';
import { readPerson } from '../../store/heads.ts';
import { withValidity } from '../../store/link-validity.ts';
import { readLinks } from '../../store/links.ts';
import type { Api } from '../api.ts';
import { linkableBody } from '../identity-parameter.ts';
import { linkingOf } from '../linking.ts';
import { noQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { refuseMixed, refuseUnderOtherUmbrella } from '../umbrella.ts';
import { linkedView, linksView, mergeView, peopleView, presentLink } from '../views/people.ts';

const MAX_NAMED = 25;

const note = z.string().max(1_000).optional();
const preview = z
  .boolean()
  .default(false)
  .meta({ description: 'Only says what would come of it: nothing changes.' });
const id = z.string().min(1).max(256);

async function present(api: Api, brand: string, { stillJoinedBy, ...people }: People) {
  const links = await withValidity(api.table, brand, stillJoinedBy, []);
  return { ...people, stillJoinedBy: links.map(presentLink) };
}

export const getLinks = defineRoute({
  method: 'GET',
  path: '/v1/customers/{id}/links',
  summary: 'Why the identities of a customer are one person, revoked reasons too, oldest first',
  query: noQuery,
  view: linksView,
  async run({ api, brand, id: customerId }) {
    const person = await readPerson(api.table, brand, customerId);
    if (person === undefined) throw new NotFoundError('This brand has no customer with this id');
    const links = await readLinks(api.table, brand, person.members);
    const dated = await withValidity(api.table, brand, links, person.members);
    return { links: dated.map(presentLink) };
  },
});

export const postLink = defineRoute({
  method: 'POST',
  path: '/v1/links',
  summary: 'Two identities are one person',
  query: noQuery,
  body: z
    .object({
      a: linkableBody,
      b: linkableBody,
      reason: z.enum(['agent', 'crm', 'login', 'order', 'cart', 'code']).default('agent'),
      confidence: z.number().min(0).max(1).default(1),
      note,
    })
    .meta({ id: 'NewLink', description: 'Evidence that two identities are one person.' }),
  view: linkedView,
  async run({ api, brand, by, body }) {
    await refuseUnderOtherUmbrella(api, brand, [body.a, body.b]);
    // Somebody's word is new once it was taken back; anything else is the same evidence for ever.
    const isDecision = body.reason === 'agent';
    const before = isDecision ? await saidBefore(api.table, brand, by, [body.a, body.b]) : undefined;
    if (before !== undefined) return before;
    // What a machine knows of a device never makes one person of two; an agent may.
    const kind = isDecision ? { linkId: decisionLinkId() } : { shownAt: new Date(api.now()).toISOString() };
    const { outcome, ...linked } = await link(await linkingOf(api, brand), { ...body, brand, by, ...kind });
    if (outcome === 'blocked')
      throw new ConflictError(
        'This pair was parted for this reason, or one of the two never links, or is a device of somebody else',
      );
    if (outcome === 'full') throw new ConflictError('Together they have too many identities');
    return { ...linked, outcome };
  },
});

const revocation = z
  .object({ why: note, preview, also: z.array(id).max(MAX_NAMED).default([]) })
  .meta({ id: 'Revocation', description: 'Why, and which other links go with it.' });

async function revokeAll({
  api,
  brand,
  by,
  id: linkId,
  body,
}: {
  api: Api;
  brand: string;
  by: string;
  id: string;
  body: z.output<typeof revocation>;
}) {
  const linkIds = [...new Set([linkId, ...body.also])];
  const undoing = { brand, linkIds, by, why: body.why, isPreview: body.preview };
  return present(api, brand, await undo(await linkingOf(api, brand), undoing));
}

export const postRevoke = defineRoute({
  method: 'POST',
  path: '/v1/links/{id}/revoke',
  summary: 'The evidence was wrong: it stays, and no longer joins anybody',
  query: noQuery,
  body: revocation,
  view: peopleView,
  run: revokeAll,
});

export const postUndo = defineRoute({
  method: 'POST',
  path: '/v1/merges/{id}/undo',
  summary: 'Undoes a merge, in whatever order and however late: each takes everything that came in on them',
  query: noQuery,
  body: revocation,
  view: peopleView,
  run: revokeAll,
});

export const postMerge = defineRoute({
  method: 'POST',
  path: '/v1/merges',
  summary: 'Two customers are one person',
  query: noQuery,
  body: z
    .object({ customers: z.tuple([id, id]), note, preview })
    .meta({ id: 'NewMerge', description: 'Two customers that are one person.' }),
  view: mergeView,
  async run({ api, brand, by, body: { customers, note: why, preview: isPreview } }) {
    await refuseMixed(api, brand, customers);
    const merge = { brand, customers, by, note: why, isPreview };
    const { mergeId, ...people } = await mergeCustomers(await linkingOf(api, brand), merge);
    return { ...(await present(api, brand, people)), mergeId };
  },
});

export const postSplit = defineRoute({
  method: 'POST',
  path: '/v1/customers/{id}/splits',
  summary: 'Some identities of a customer are somebody else',
  query: noQuery,
  body: z
    .object({ identities: z.array(linkableBody).min(1).max(MAX_NAMED), why: note, preview })
    .meta({ id: 'NewSplit', description: 'Who becomes somebody else.' }),
  view: peopleView,
  async run({ api, brand, by, id: customerId, body: { identities, why, preview: isPreview } }) {
    const split = { brand, customerId, identities, by, why, isPreview };
    return present(api, brand, await splitCustomer(await linkingOf(api, brand), split));
  },
});
