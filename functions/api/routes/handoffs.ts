import * as z from 'zod';
import { type IssuedHandoff, issueHandoff } from '../../conversation/issue-handoff.ts';
import { redeemHandoff } from '../../conversation/redeem-handoff.ts';
import { assuranceSchema, channelSchema } from '../../interaction/identity.ts';
import { handoffKinds } from '../../store/handoffs.ts';
import { countClosedCodes } from '../../telemetry/codes-closed.ts';
import type { Api } from '../api.ts';
import { identityBody } from '../identity-parameter.ts';
import { noQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { handoffView, redeemedView } from '../views/handoff.ts';

const PLACEHOLDER = '{token}';

const url = z
  .string()
  .max(2_000)
  .refine((text) => /^(https:\/\/|sms:)/.test(text) && URL.canParse(text), 'must begin with https:// or sms:')
  .meta({
    description: 'Where a link or QR code leads: the token stands for {token}, or else becomes its fragment.',
  });

const handoffBody = z
  .strictObject({
    channel: channelSchema.meta({ description: 'Where it may be presented, and nowhere else.' }),
    kind: z.enum(handoffKinds),
    identity: identityBody.optional().meta({
      description: 'Which participant is invited; whoever opened the conversation unless said.',
    }),
    url: url.optional(),
  })
  .refine((body) => body.kind !== 'code' || body.url === undefined, {
    path: ['url'],
    message: 'goes with a link or a QR code, not with a code',
  })
  .meta({ id: 'NewHandoff', description: 'Carries a conversation to another channel.' });

function handing({ table, settings, handoffKey, now }: Api) {
  return { table, settings, handoffKey, now: now(), tellClosed: countClosedCodes };
}

/** A fragment reaches neither a server nor its logs. */
function urlWith(token: string, target: string): string {
  if (target.includes(PLACEHOLDER)) return target.replaceAll(PLACEHOLDER, token);
  return `${target.split('#')[0]}#handoff=${token}`;
}

function present({ handoff, secret }: IssuedHandoff, target: string | undefined) {
  if (handoff.kind === 'code') return { ...handoff, code: secret };
  const link = target === undefined ? undefined : urlWith(secret, target);
  const { kind } = handoff;
  return { ...handoff, token: secret, url: link, ...(kind === 'qr' && { qr: link ?? secret }) };
}

export const postHandoff = defineRoute({
  method: 'POST',
  path: '/v1/conversations/{id}/handoffs',
  summary: 'Makes a link, a code or a QR code that carries a conversation to another channel',
  query: noQuery,
  body: handoffBody,
  status: 201,
  view: handoffView,
  async run({ api, brand, by, id, body }) {
    const { channel, kind, identity } = body;
    const request = { brand, by, conversationId: id, channel, kind, identity };
    return present(await issueHandoff(handing(api), request), body.url);
  },
});

const code = z
  .string()
  .regex(/^\d{3}[ -]?\d{3}$/, 'must be six digits')
  .transform((text) => text.replace(/\D/, ''));

const presented = {
  channel: channelSchema.meta({ description: 'Where it was presented.' }),
  identity: identityBody.meta({ description: 'Who presented it.' }),
  assurance: assuranceSchema.meta({ description: 'How sure you are of that; claimed links nobody.' }),
  source: z.string().min(1).max(256).optional().meta({
    description: 'Whose misses count together: a hash of an address, a device. The identity unless said.',
  }),
};

const redeemBody = z
  .union([
    z.strictObject({ token: z.string().max(200), ...presented }),
    z.strictObject({ code, ...presented }),
  ])
  .meta({ id: 'RedeemHandoff', description: 'A token or a code that somebody presented.' });

export const postRedeem = defineRoute({
  method: 'POST',
  path: '/v1/handoffs/redeem',
  summary: 'Uses a handoff up: its conversation goes on with whoever presented it',
  query: noQuery,
  body: redeemBody,
  view: redeemedView,
  async run({ api, brand, body }) {
    const secret = 'token' in body ? { token: body.token } : { code: body.code };
    const { channel, identity, assurance, source } = body;
    const redeeming = { brand, secret, channel, identity, assurance, source };
    const { handoff, customerId, isLinked } = await redeemHandoff(handing(api), redeeming);
    const { handoffId, conversationId } = handoff;
    const isKnown = isLinked && assurance !== 'claimed';
    const shown = { handoffId, conversationId, customerId, isLinked };
    return { ...shown, view: isKnown ? ('full' as const) : ('greeting' as const) };
  },
});
