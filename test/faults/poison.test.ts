import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Call } from '../../infra/local/aws/call.ts';
import { redrive } from './dead-letters.ts';
import { sms, whatsappTexts } from './deliveries.ts';
import { people, person } from './people.ts';
import { readPerson, textsOf } from './reads.ts';
import { settle, settleForNow } from './settle.ts';
import { throughline } from './throughline.ts';

const SANDBOXES = 2;
const deployment = throughline({ sandboxLimit: SANDBOXES });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MAX_ATTEMPTS = 5;
const FOLLOWERS = Array.from({ length: 9 }, (_, index) => `follower-${index}`);
/** So many of a group's messages leave room for other groups in a batch of ten. */
const IN_BATCH = 4;

const update = z.object({ Key: z.object({ pk: z.object({ S: z.string() }) }) });

/** The interaction a call writes; undefined for every other call. */
function writtenBy({ action, body }: Call): string | undefined {
  const key = action === 'UpdateItem' ? update.safeParse(body).data?.Key.pk.S : undefined;
  return key?.startsWith('INTERACTION#') ? key : undefined;
}

describe('an event that fails for a reason of its own', { timeout: 120_000 }, () => {
  it('is set aside after five tries; its group goes on in order, and others never wait', async () => {
    const { stack, deliver, startedAt } = deployment();
    const unlucky = person(0);
    const others = people(1, 9);
    const decoys = people(20, SANDBOXES);
    const say = (name: string, minute: number) =>
      deliver(whatsappTexts(unlucky, [{ name, at: startedAt - HOUR + minute * MINUTE }]));
    await say('before', 0);
    await settle(stack);

    const written: string[] = [];
    const gate = Promise.withResolvers<void>();
    stack.awsEndpoint.setOnCall(async (call) => {
      const text = JSON.stringify(call.body ?? '');
      if (call.service === 'dynamodb' && decoys.some(({ phone }) => text.includes(phone))) await gate.promise;
      const interaction = writtenBy(call);
      if (interaction === undefined) return undefined;
      written.push(interaction);
      if (!interaction.endsWith('.head')) return undefined;
      return { kind: 'error', status: 400, code: 'ValidationException', message: 'Poison, for a test' };
    });
    const named = (name: string) => written.filter((interaction) => interaction.endsWith(`.${name}`));
    // While the router is busy with these, the others gather into one batch.
    for (const decoy of decoys) await deliver(sms(decoy, { name: 'hold' }));
    await say('head', 1);
    for (const [index, follower] of FOLLOWERS.slice(0, IN_BATCH).entries()) await say(follower, 2 + index);
    for (const other of others) await deliver(sms(other, { name: 'hello' }));
    gate.resolve();
    while (named('head').length === 0) await sleep(10);
    for (const [index, follower] of FOLLOWERS.slice(IN_BATCH).entries()) await say(follower, 10 + index);
    await settleForNow(stack);
    // The clock has not moved yet: whatever is recorded now did not wait for a try of the head's.
    const isOther = (interaction: string) => interaction.includes('sms/twilio');
    expect(written.filter(isOther)).toHaveLength(others.length + decoys.length);
    expect(named('head').length).toBeLessThan(MAX_ATTEMPTS);
    expect(FOLLOWERS.flatMap(named)).toEqual([]);

    await settle(stack);
    expect(named('head')).toHaveLength(MAX_ATTEMPTS);
    const order = written.filter((interaction) => interaction.includes('.follower-'));
    expect(order.map((interaction) => interaction.split('.').at(-1))).toEqual(FOLLOWERS);
    const told = await readPerson(deployment(), unlucky.identities.phone);
    expect(textsOf(told)).toEqual(['before', ...FOLLOWERS].map((name) => `Text of ${name}`));

    stack.awsEndpoint.setOnCall(undefined);
    const [letter, ...more] = await redrive(stack);
    expect(more).toEqual([]);
    expect(letter?.attributes).toEqual({ reason: 'ValidationException', attempts: '5' });
    await settle(stack);
    const healed = await readPerson(deployment(), unlucky.identities.phone);
    expect(textsOf(healed)).toEqual(['before', 'head', ...FOLLOWERS].map((name) => `Text of ${name}`));
    expect(healed.conversations).toHaveLength(1);
  });
});
