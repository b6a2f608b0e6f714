import * as z from 'zod';
import { type Reassigned, reassignConversation, reassignInteraction } from '../../conversation/reassign.ts';
import { ConflictError, InvalidRequestError, NotFoundError } from '../../errors.ts';
import { closeEpoch, type Handover } from '../../identity/close-epoch.ts';
import { variantsOf } from '../../identity/number-variants.ts';
import { readEpochs } from '../../store/epochs.ts';
import type { Api } from '../api.ts';
import { addressBody } from '../identity-parameter.ts';
import { linkingOf } from '../linking.ts';
import { noQuery, time } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { handoverView, reassignedView } from '../views/reassigned.ts';

const id = z.string().min(1).max(1_200);
const why = z.string().max(1_000).optional();

const body = z
  .union([
    z.strictObject({ interactionId: id, customerId: id, why }),
    z.strictObject({ conversationId: id, customerId: id, why }),
  ])
  .meta({
    id: 'NewReassignment',
    description: 'One interaction, or a whole conversation, is of another person.',
  });

export const postReassignment = defineRoute({
  method: 'POST',
  path: '/v1/reassignments',
  summary: 'Gives an interaction or a whole conversation to the person it is of',
  query: noQuery,
  body,
  view: reassignedView,
  async run({ api: { table, now }, brand, by, body: asked }): Promise<Reassigned> {
    const { customerId, why: reason } = asked;
    const reassigning = { table, brand, customerId, by, why: reason, now: now() };
    return 'interactionId' in asked
      ? reassignInteraction(reassigning, asked.interactionId)
      : reassignConversation(reassigning, asked.conversationId);
  },
});

/** The time at which this handover has been made before; undefined while it was not. */
async function handedAt({ table }: Api, { brand, identity, closedBy }: Omit<Handover, 'at'>) {
  const writings = [identity, ...variantsOf(identity)];
  const epochs = await Promise.all(writings.map((each) => readEpochs(table, brand, each)));
  return epochs.flat().find((epoch) => epoch.closedBy === closedBy)?.to;
}

function refuseOther(at: string | undefined, held: string): void {
  if (at !== undefined && at !== held)
    throw new ConflictError(
      `This handoverId stands for a handover at ${held}: take another, or leave out "at"`,
    );
}

export const postHandover = defineRoute({
  method: 'POST',
  path: '/v1/handovers',
  summary: 'An address is somebody else from a time on: a recycled number, a device that changes hands',
  query: noQuery,
  body: z
    .object({ identity: addressBody, at: time.optional(), handoverId: id })
    .meta({ id: 'NewHandover', description: 'What came in before stays with the person it was.' }),
  view: handoverView,
  async run({ api, brand, by, body: { identity, at, handoverId } }) {
    const now = new Date(api.now()).toISOString();
    const asked = { brand, identity, closedBy: `${by}:${handoverId}` };
    const before = await handedAt(api, asked);
    if (before !== undefined) refuseOther(at, before);
    const from = before ?? at ?? now;
    // Until then nothing could be told of whoever has it, and no earlier end could be set.
    if (from > now)
      throw new InvalidRequestError('at lies ahead: say it when it has happened', { pointer: '/at' });
    if (!(await closeEpoch(await linkingOf(api, brand), { ...asked, at: from })))
      throw new NotFoundError('Nobody is known by this address at that time');
    // Somebody else may have been faster with the same id.
    const held = (await handedAt(api, asked)) ?? from;
    refuseOther(at, held);
    return { identity, at: held };
  },
});
