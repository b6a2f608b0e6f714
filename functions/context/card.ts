import type { ContextSettings } from '../interaction/context-settings.ts';
import { DAY_MS } from '../interaction/time.ts';
import type { Portrait } from '../store/portrait.ts';
import { type CardConversation, cardConversations } from './card-conversations.ts';
import { type CardIdentity, cardIdentities } from './card-identities.ts';
import { type CardTurn, lastTurns } from './card-turns.ts';
import { type CustomerMood, customerMood } from './customer-mood.ts';
import type { Person } from './find-person.ts';
import { type Consent, consents, type KnownFact, knownFacts, PREFERRED, tags } from './known-facts.ts';
import { type PreferredChannel, preferredChannel } from './preferred-channel.ts';
import { withoutPublicText } from './public-text.ts';
import {
  type CardCart,
  type CardOrder,
  type CardSession,
  type CardVisit,
  lastOrders,
  lastSessions,
  lastVisits,
  openCart,
} from './shopping.ts';

/** Everything that who answers a person should know, in one read. */
export interface FullCard {
  level: 'full';
  isKnown: true;
  customerId: string;
  displayName?: string | undefined;
  firstName?: string | undefined;
  identities: CardIdentity[];
  tags: string[];
  conversations: CardConversation[];
  /** Who handled them last, and in which conversation. */
  handledBy?: { agentId: string; conversationId: string; at: string } | undefined;
  turns: CardTurn[];
  orders: CardOrder[];
  visits: CardVisit[];
  cart?: CardCart | undefined;
  sessions: CardSession[];
  mood?: CustomerMood | undefined;
  facts: (KnownFact & { ageDays: number })[];
  preferredChannel?: PreferredChannel | undefined;
  consents: Consent[];
}

/** What may be said to somebody who proved nothing: no turns, facts or orders. */
export interface GreetingCard {
  level: 'greeting';
  /** False for a person this brand does not know. */
  isKnown: boolean;
  firstName?: string | undefined;
}

export type Card = FullCard | GreetingCard;

/** The name given in words, else the one shown last on whatever channel. */
export function displayNameOf(portrait: Pick<Portrait, 'members'>): string | undefined {
  const named = portrait.members
    .flatMap(({ addresses }) => addresses)
    .filter(({ displayName }) => displayName !== undefined)
    .sort((left, right) => ((left.factsOrder ?? '') > (right.factsOrder ?? '') ? -1 : 1));
  const given = knownFacts(portrait.members).find(({ name, source }) => name === 'name' && !source.isClaimed);
  return given?.value ?? named[0]?.displayName;
}

export function firstNameOf(displayName: string | undefined): string | undefined {
  return displayName?.trim().split(/\s+/)[0] || undefined;
}

function handledBy(conversations: readonly CardConversation[]): FullCard['handledBy'] {
  const [last] = conversations.filter(({ assignee }) => assignee !== undefined);
  if (last?.assignee === undefined) return undefined;
  return { agentId: last.assignee, conversationId: last.conversationId, at: last.lastAt };
}

/** Makes the card of a person. `now` in milliseconds. Pure. */
export function fullCard(
  { customerId, snapshot }: Person,
  read: Portrait,
  { moodHalfLifeHours, showPublicText }: ContextSettings,
  now: number,
): FullCard {
  const portrait = showPublicText ? read : withoutPublicText(read);
  const { members, entries } = portrait;
  const displayName = displayNameOf(portrait);
  const conversations = cardConversations(portrait, snapshot, now);
  const facts = knownFacts(members);
  const scored = entries.flatMap(({ at, mood }) => (mood === undefined ? [] : [{ at, mood }]));
  const ageDays = ({ at }: KnownFact) => Math.max(0, Math.floor((now - Date.parse(at)) / DAY_MS));
  return {
    level: 'full',
    isKnown: true,
    customerId,
    displayName,
    firstName: firstNameOf(displayName),
    identities: cardIdentities(portrait, now),
    tags: tags(members),
    conversations,
    handledBy: handledBy(conversations),
    turns: lastTurns(entries),
    orders: lastOrders(entries),
    visits: lastVisits(entries),
    cart: openCart(entries),
    sessions: lastSessions(entries),
    mood: customerMood(scored, now, moodHalfLifeHours),
    facts: facts.map((fact) => ({ ...fact, ageDays: ageDays(fact) })),
    preferredChannel: preferredChannel(
      facts.find(({ name }) => name === PREFERRED),
      entries,
    ),
    consents: consents(members),
  };
}
