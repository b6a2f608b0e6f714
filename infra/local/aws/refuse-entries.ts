import * as z from 'zod';

const batch = z.looseObject({ Entries: z.array(z.looseObject({ Id: z.string() })) });
const batchAnswer = z.looseObject({ Failed: z.array(z.unknown()).default([]) });

/** A SendMessageBatch without some of its entries, and its answer with these among the failed. */
export type ReducedBatch = { body: Buffer; nothingLeft: boolean; complete(answer: string): string };

/** Takes the entries at these positions (from 0) out of a batch. */
export function refuseEntries(body: unknown, indexes: readonly number[]): ReducedBatch {
  const { Entries, ...rest } = batch.parse(body);
  const kept = Entries.filter((_, index) => !indexes.includes(index));
  const failed = Entries.filter((_, index) => indexes.includes(index)).map(({ Id }) => ({
    Id,
    SenderFault: false,
    Code: 'InternalError',
    Message: 'We encountered an internal error. Please try again.',
  }));
  return {
    body: Buffer.from(JSON.stringify({ ...rest, Entries: kept })),
    nothingLeft: kept.length === 0,
    complete(answer) {
      const { Failed, ...others } = batchAnswer.parse(JSON.parse(answer));
      return JSON.stringify({ Successful: [], ...others, Failed: [...Failed, ...failed] });
    },
  };
}
