import * as z from 'zod';
import { reasons } from '../../identity/suggestion-score.ts';
import { identitySchema } from '../../interaction/identity.ts';
import { timestampSchema } from '../../interaction/time.ts';
import type { ListedSuggestion } from '../../store/suggestion-lists.ts';
import { type Suggestion, suggestionReasons, suggestionStatuses } from '../../store/suggestions.ts';

const score = z.number().min(0).max(1);

const side = identitySchema.extend({
  customerId: z.string().optional().meta({ description: 'Missing for an identity that nobody knows yet.' }),
});

const evidence = z.object({
  reason: z.enum(suggestionReasons),
  text: z.string().meta({ description: 'The reason in words.' }),
  score: score.meta({ description: 'How much this reason weighs alone.' }),
  source: z.string().meta({ description: 'The interaction that showed it.' }),
  at: timestampSchema,
});

export const suggestionView = z
  .object({
    suggestionId: z.string(),
    status: z.enum(suggestionStatuses).meta({
      description: 'waiting: one of the two has never been in touch.',
    }),
    score: score.meta({ description: 'All reasons together.' }),
    identities: z.tuple([side, side]),
    evidence: z.array(evidence),
    decided: z.object({ by: z.string(), at: timestampSchema }).optional(),
    linkId: z.string().optional().meta({ description: 'The link that accepting it made.' }),
  })
  .meta({ id: 'Suggestion', description: 'Two identities that may be one person: claimed, not proven.' });

export const suggestionsView = z
  .object({ suggestions: z.array(suggestionView), cursor: z.string().optional() })
  .meta({ id: 'Suggestions', description: 'A page of suggestions, newest first.' });

function presentEvidence({ evidence: told }: Suggestion) {
  return told.map((each) => ({ ...each, ...reasons[each.reason] }));
}

/** The API's form of a suggestion of the table. */
export function presentSuggestion(listed: ListedSuggestion): z.input<typeof suggestionView> {
  const { suggestion, customers } = listed;
  const { a, b, ...rest } = suggestion;
  const sideOf = (identity: typeof a.identity, customerId: string | undefined) => ({
    ...identity,
    ...(customerId !== undefined && { customerId }),
  });
  return {
    ...rest,
    identities: [sideOf(a.identity, customers.a), sideOf(b.identity, customers.b)],
    evidence: presentEvidence(suggestion),
  };
}
