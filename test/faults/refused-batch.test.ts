import { describe, expect, it } from 'vitest';
import type { Identity } from '../../functions/interaction/identity.ts';
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

  it('of what a CRM writes is told as busy; sent again, all of it is there once', async () => {
    const { stack, post, startedAt } = deployment();
    const identity: Identity = { kind: 'visitor', scope: 'shop.example.com', value: 'refused' };
    const events = Array.from({ length: 3 }, (_, index) => ({
      type: 'recorded',
      provider: 'chat/site',
      account: 'shop',
      providerInteractionId: `refused-${index}`,
      at: new Date(startedAt + index).toISOString(),
      interaction: {
        kind: 'message',
        direction: 'inbound',
        text: `Text ${index}`,
        contact: { identity, assurance: 'claimed' },
      },
    }));
    stack.awsEndpoint.setOnCall(refuseOne(1));
    expect(await post('events', { events })).toBe(503);
    stack.awsEndpoint.setOnCall(undefined);
    expect(await post('events', { events })).toBe(202);
    await settle(stack);
    expect(textsOf(await readPerson(deployment(), identity))).toEqual(['Text 0', 'Text 1', 'Text 2']);
  });
});
