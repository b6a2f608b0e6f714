import { NotFoundError } from '../../errors.ts';
import { readMeasures } from '../../reporting/read-measures.ts';
import { noQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { measuresView } from '../views/measures.ts';

export const getMeasures = defineRoute({
  method: 'GET',
  path: '/v1/conversations/{id}/measures',
  summary: 'How a conversation went: channel switches, repeated questions, repeat contacts',
  query: noQuery,
  view: measuresView,
  async run({ api, brand, id }) {
    const { context } = await api.settings(brand);
    const measures = await readMeasures(api.table, brand, id, context, api.now());
    if (measures === undefined) throw new NotFoundError('This brand has no conversation with this id');
    return measures;
  },
});
