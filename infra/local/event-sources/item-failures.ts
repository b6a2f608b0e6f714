import * as z from 'zod';

const response = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * The identifiers that a function reports as failed. An answer of the wrong form, or an identifier that was not in
 * the batch, fails the whole batch; no answer, or an empty one, is success.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function reportedFailures(payload: string, identifiers: readonly string[]): Set<string> {
  const answer: unknown = JSON.parse(payload);
  if (answer === null) return new Set();
  const parsed = response.safeParse(answer);
  if (!parsed.success) return new Set(identifiers);
  const failed = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  const known = new Set(identifiers);
  return failed.every((identifier) => known.has(identifier)) ? new Set(failed) : known;
}
