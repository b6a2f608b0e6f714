import * as z from 'zod';
import { acceptSuggestion, declineSuggestion } from '../../identity/decide-suggestion.ts';
import { listSuggestions, withCustomers } from '../../store/suggestion-lists.ts';
import { type Suggestion, suggestionStatuses } from '../../store/suggestions.ts';
import type { Api } from '../api.ts';
import { encodeCursor } from '../cursor.ts';
import { linkingOf } from '../linking.ts';
import { noQuery, pageQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { presentSuggestion, suggestionsView, suggestionView } from '../views/suggestion.ts';

const suggestionsQuery = pageQuery.extend({
  status: z
    .enum(suggestionStatuses)
    .default('pending')
    .meta({ description: 'pending unless said: those that somebody should decide.' }),
});

export const getSuggestions = defineRoute({
  method: 'GET',
  path: '/v1/suggestions',
  summary: 'Who may be one person, newest first',
  query: suggestionsQuery,
  view: suggestionsView,
  async run({ api, brand, query }) {
    const { suggestions, cursor } = await listSuggestions(api.table, brand, query);
    return {
      suggestions: suggestions.map(presentSuggestion),
      ...(cursor !== undefined && { cursor: encodeCursor(cursor) }),
    };
  },
});

async function present({ table }: Api, brand: string, suggestion: Suggestion) {
  const [listed] = await withCustomers(table, brand, [suggestion]);
  return presentSuggestion(listed ?? { suggestion, customers: { a: undefined, b: undefined } });
}

export const postAccept = defineRoute({
  method: 'POST',
  path: '/v1/suggestions/{id}/accept',
  summary: 'The two are one person: joins them by a link, which can be revoked',
  query: noQuery,
  view: suggestionView,
  async run({ api, brand, by, id }) {
    const linking = await linkingOf(api, brand);
    return present(api, brand, await acceptSuggestion(linking, { brand, suggestionId: id, by }));
  },
});

export const postDecline = defineRoute({
  method: 'POST',
  path: '/v1/suggestions/{id}/decline',
  summary: 'The two are not one person: never suggested again',
  query: noQuery,
  view: suggestionView,
  async run({ api, brand, by, id }) {
    const linking = await linkingOf(api, brand);
    return present(api, brand, await declineSuggestion(linking, { brand, suggestionId: id, by }));
  },
});
