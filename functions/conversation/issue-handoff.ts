import { ConflictError, InvalidRequestError, NotFoundError } from '../errors.ts';
import type { Channel, Identity } from '../interaction/identity.ts';
import { readClosedUntil } from '../store/code-misses.ts';
import { type Handoff, noteOpenCode, putHandoff } from '../store/handoffs.ts';
import { conversationItem, interactionItem } from '../store/items.ts';
import { conversationKey, identityDigest, interactionKey } from '../store/keys.ts';
import { readParticipants } from '../store/participants.ts';
import { readItem } from '../store/read-items.ts';
import { HANDOFF_LIFE_MS, type HandingOver } from './handing-over.ts';
import { newCode, newToken, proofOfCode, proofOfToken } from './handoff-proof.ts';
import { brandCounter } from './take-handoff.ts';

export interface HandoffRequest {
  brand: string;
  conversationId: string;
  channel: Channel;
  kind: Handoff['kind'];
  /** Which participant is invited; whoever opened the conversation unless said. */
  identity?: Identity | undefined;
  by: string;
}

/** What was made: the secret is known now and never again. */
export interface IssuedHandoff {
  handoff: Handoff;
  secret: string;
}

/** Of a million codes so many draws find a free one, unless nearly all are in use. */
const MAX_DRAWS = 20;

/** Who is invited. Throws InvalidRequestError for somebody who takes no part. */
async function inviteeOf(
  { table }: HandingOver,
  request: HandoffRequest,
  openedBy: string,
): Promise<Identity> {
  const { brand, conversationId, identity } = request;
  const participants = await readParticipants(table, brand, conversationId);
  const find = (wanted: Identity) =>
    participants.find((each) => identityDigest(each.identity) === identityDigest(wanted))?.identity;
  if (identity !== undefined) {
    const named = find(identity);
    if (named !== undefined) return named;
    throw new InvalidRequestError('identity takes no part in this conversation', { pointer: '/identity' });
  }
  const opening = await readItem(table, interactionKey(openedBy));
  const opener = opening && interactionItem.parse(opening).contact.identity;
  const invitee = (opener && find(opener)) ?? participants[0]?.identity;
  if (invitee === undefined) throw new ConflictError('Nobody takes part in this conversation yet');
  return invitee;
}

async function issueToken(
  { table, handoffKey }: HandingOver,
  request: HandoffRequest,
  about: Omit<Handoff, 'handoffId' | 'proof'>,
): Promise<IssuedHandoff> {
  const key = await handoffKey();
  const secret = newToken(key, request, Date.parse(about.validUntil));
  const proof = proofOfToken(key, request, secret);
  if (proof === undefined) throw new Error('A token that was made just now does not prove itself.');
  const handoff = { ...about, ...proof };
  await putHandoff(table, request.brand, handoff);
  return { handoff, secret };
}

async function issueCode(
  { table, handoffKey, now }: HandingOver,
  request: HandoffRequest,
  about: Omit<Handoff, 'handoffId' | 'proof'>,
): Promise<IssuedHandoff> {
  const { brand, channel } = request;
  const closed = await readClosedUntil(table, brandCounter(brand), now);
  if (closed !== undefined) {
    const until = new Date(closed).toISOString();
    throw new ConflictError(
      `After too many wrong codes none can be used until ${until}: make a link instead`,
    );
  }
  const key = await handoffKey();
  await noteOpenCode(table, brand, channel, about.validUntil);
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const secret = newCode();
    const handoff = { ...about, ...proofOfCode(key, request, secret) };
    if (await putHandoff(table, brand, handoff)) return { handoff, secret };
  }
  throw new ConflictError('Nearly every code of this channel is in use: make a link instead');
}

/**
 * Makes a token or a code that carries a conversation to a channel: open for ten minutes, for one use. Throws
 * NotFoundError, InvalidRequestError and ConflictError.
 */
export async function issueHandoff(handing: HandingOver, request: HandoffRequest): Promise<IssuedHandoff> {
  const { brand, conversationId, channel, kind, by } = request;
  const item = await readItem(handing.table, conversationKey(brand, conversationId));
  if (item === undefined) throw new NotFoundError('This brand has no conversation with this id');
  const { openedBy } = conversationItem.parse(item);
  const about = {
    kind,
    channel,
    conversationId,
    identity: await inviteeOf(handing, request, openedBy),
    createdAt: new Date(handing.now).toISOString(),
    createdBy: by,
    validUntil: new Date(handing.now + HANDOFF_LIFE_MS).toISOString(),
  };
  return kind === 'code' ? issueCode(handing, request, about) : issueToken(handing, request, about);
}
