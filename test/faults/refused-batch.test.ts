import { describe, expect, it } from 'vitest';
import type { OnCall } from '../../infra/local/aws/call.ts';
import { whatsappTexts } from './deliveries.ts';
import { person } from './people.ts';
import { readPerson, textsOf } from './reads.ts';
import { settle } from './settle.ts';
import { throughline } from './throughline.ts';

const deployment = throughline();

/** Lets the queue refuse one message of the `nth` batch (from 1) that is sent. */
function refuseOne(nth: number): OnCall {
  let batches = 0;
  return ({ action }) => {
    if (action !== 'SendMessageBatch') return undefined;
    batches += 1;
    return batches === nth ? { kind: 'refuseEntries', indexes: [1] } : undefined;
  };
}

describe('a queue that refuses some messages of a delivery', { timeout: 120_000 }, () => {
  it.each([
    { batch: 1, taken: 9 },
    { batch: 2, taken: 11 },
  ])(
    'of its batch $batch is not told that it was taken; the next try brings what is missing',
    async ({ batch, taken }) => {
      const { stack, deliver, startedAt } = deployment();
      const someone = person(batch);
      // Twelve messages are two batches.
      const said = Array.from({ length: 12 }, (_, index) => ({
        name: `turn-${index}`,
        at: startedAt - (60 - index) * 60_000,
      }));
      const delivery = whatsappTexts(someone, said);
      stack.awsEndpoint.setOnCall(refuseOne(batch));
      expect(await deliver(delivery)).toBe(503);
      stack.awsEndpoint.setOnCall(undefined);
      await settle(stack);
      expect((await readPerson(deployment(), someone.identities.phone)).entries).toHaveLength(taken);

      expect(await deliver(delivery)).toBe(200);
      await settle(stack);
      const told = await readPerson(deployment(), someone.identities.phone);
      expect(textsOf(told)).toEqual(said.map(({ name }) => `Text of ${name}`));
      expect(told.conversations).toHaveLength(1);
    },
  );
});
