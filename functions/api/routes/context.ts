import * as z from 'zod';
import { cardAttributes } from '../../context/card-attributes.ts';
import { type CardReading, readCard, readCardOf } from '../../context/read-card.ts';
import { NotFoundError } from '../../errors.ts';
import { assuranceSchema } from '../../interaction/identity.ts';
import type { Api } from '../api.ts';
import { identityParameter } from '../identity-parameter.ts';
import { noQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { attributesView, cardView } from '../views/context.ts';

const shownQuery = z.strictObject({
  identity: identityParameter,
  assurance: assuranceSchema.default('claimed').meta({
    description:
      'How far they proved to have this identity. A caller id without attestation is claimed, and so is what is left out.',
  }),
});

async function reading({ table, settings, now }: Api, brand: string): Promise<CardReading> {
  return { table, settings: (await settings(brand)).context, now: now() };
}

async function cardOf(api: Api, brand: string, id: string) {
  const card = await readCard(await reading(api, brand), brand, id);
  if (card === undefined) throw new NotFoundError('This brand has no customer with this id');
  return card;
}

async function cardShown(api: Api, brand: string, { identity, assurance }: z.output<typeof shownQuery>) {
  return readCardOf(await reading(api, brand), brand, identity, assurance);
}

export const getContext = defineRoute({
  method: 'GET',
  path: '/v1/customers/{id}/context',
  summary: 'What who answers a customer should know',
  query: noQuery,
  view: cardView,
  run: ({ api, brand, id }) => cardOf(api, brand, id),
});

export const getContextAttributes = defineRoute({
  method: 'GET',
  path: '/v1/customers/{id}/context/attributes',
  summary: 'The same as a flat map of strings',
  query: noQuery,
  view: attributesView,
  run: async ({ api, brand, id }) => cardAttributes(await cardOf(api, brand, id)),
});

export const findContext = defineRoute({
  method: 'GET',
  path: '/v1/context',
  summary: 'What to know of who shows an identity: for a screen pop, an IVR',
  query: shownQuery,
  view: cardView,
  run: ({ api, brand, query }) => cardShown(api, brand, query),
});

export const findContextAttributes = defineRoute({
  method: 'GET',
  path: '/v1/context/attributes',
  summary: 'The same as a flat map of strings, for an Amazon Connect contact flow',
  query: shownQuery,
  view: attributesView,
  run: async ({ api, brand, query }) => cardAttributes(await cardShown(api, brand, query)),
});
