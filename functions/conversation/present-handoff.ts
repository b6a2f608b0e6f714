import type { RecordedEvent } from '../interaction/event.ts';
import { channelSchema } from '../interaction/identity.ts';
import { identityText, interactionId } from '../interaction/ids.ts';
import { type Handoff, mayBeOpen } from '../store/handoffs.ts';
import type { EpochItem, IdentityItem } from '../store/items.ts';
import { carryCall } from './carry-call.ts';
import { carryOver } from './carry-over.ts';
import type { HandingOver } from './handing-over.ts';
import { hideCodes } from './hide-codes.ts';
import { type CodeInText, callOf, codeIn, tokensOf, withoutPresented, withoutTokens } from './presented.ts';
import { type Presentation, presentCode, presentToken, type Verdict } from './take-handoff.ts';

/** A text that is one token is enough; more would be a search. */
const MAX_TOKENS = 3;

export interface Presented {
  /** As it may be recorded: without tokens, and without a code that was one. */
  event: RecordedEvent;
  /** The conversation it carries on. */
  conversationId?: string;
  /** Who the contact is may have changed: it must be read again. */
  isJoined: boolean;
}

function presentationOf(event: RecordedEvent): Presentation {
  const { brand, provider, receivedAt } = event;
  const { identity } = event.interaction.contact;
  const [channel] = provider.split('/');
  return {
    brand,
    channel: channelSchema.parse(channel),
    identity,
    by: interactionId(event),
    source: identityText(identity),
    at: Date.parse(receivedAt),
  };
}

async function tryTokens(handing: HandingOver, event: RecordedEvent, tokens: readonly string[]) {
  for (const token of tokens.slice(0, MAX_TOKENS)) {
    const verdict = await presentToken(handing, presentationOf(event), token);
    if ('handoff' in verdict) return verdict.handoff;
  }
  return undefined;
}

/** Undefined when no code of this channel was open: then six digits are six digits. */
async function tryCode(
  handing: HandingOver,
  event: RecordedEvent,
  { code }: CodeInText,
): Promise<Verdict | undefined> {
  const presentation = presentationOf(event);
  const { brand, channel } = presentation;
  if (!(await mayBeOpen(handing.table, brand, channel, event.receivedAt))) return undefined;
  return presentCode(handing, presentation, code);
}

async function carry(
  handing: HandingOver,
  event: RecordedEvent,
  person: IdentityItem,
  handoff: Handoff,
): Promise<Presented> {
  const { brand, at } = event;
  const source = interactionId(event);
  const { assurance } = event.interaction.contact;
  const call = callOf(event);
  const presenter = { brand, person, assurance, source, call, at };
  const { customerId } = await carryOver(handing, handoff, presenter);
  const { conversationId } = handoff;
  if (call !== undefined) await carryCall(handing.table, { brand, call, conversationId, at });
  return { event, conversationId, isJoined: customerId !== person.customerId };
}

/** What we write presents nothing, nor does a machine that answers with our own words in it. */
function isPresenting({ interaction }: RecordedEvent, person: IdentityItem | EpochItem): boolean {
  // Whoever has the address now is not the one who presented.
  if ('to' in person) return false;
  if (interaction.direction === 'outbound' || interaction.kind === 'note') return false;
  return interaction.kind !== 'message' || interaction.mail?.automatic === undefined;
}

async function present(
  handing: HandingOver,
  event: RecordedEvent,
  person: IdentityItem | EpochItem,
): Promise<Presented> {
  const tokens = tokensOf(event.interaction);
  const clean = { ...event, interaction: withoutTokens(event.interaction, tokens) };
  if (!isPresenting(event, person)) return { event: clean, isJoined: false };
  const byToken = await tryTokens(handing, event, tokens);
  if (byToken !== undefined) return carry(handing, clean, person, byToken);
  const code = codeIn(clean);
  const verdict = code && (await tryCode(handing, clean, code));
  if (verdict === undefined) return { event: clean, isJoined: false };
  const isOurs = 'handoff' in verdict || verdict.isOurs;
  const hidden = isOurs ? { ...clean, interaction: withoutPresented(clean.interaction, code) } : clean;
  if (!('handoff' in verdict)) return { event: hidden, isJoined: false };
  return carry(handing, hidden, person, verdict.handoff);
}

/**
 * Uses up a handoff that an interaction shows: a token in any of its fields, a code that is its text, was typed on a
 * phone or spoken. Then its person takes part in the handoff's conversation. A read or two more for texts with six
 * digits, none for any other. The same event again gets the same answer. Throws DeliveryError (retryable).
 */
export async function presentHandoff(
  handing: HandingOver,
  event: RecordedEvent,
  person: IdentityItem | EpochItem,
): Promise<Presented> {
  const presented = await present(handing, event, person);
  // Who was joined comes again.
  return presented.isJoined ? presented : { ...presented, event: await hideCodes(handing, presented.event) };
}
