import type { Interaction } from '../interaction/interaction.ts';
import type { JourneyEntry } from '../store/journey-view.ts';
import { isSession } from './card-turns.ts';

type Purchase = Extract<Interaction, { kind: 'purchase' }>;
type Visit = Extract<Interaction, { kind: 'visit' }>;

export interface CardOrder extends Pick<Purchase, 'orderId' | 'state' | 'total' | 'currency'> {
  /** Event time of that state. */
  at: string;
}

export interface CardVisit extends Pick<Visit, 'name' | 'url' | 'title' | 'cartId'> {
  at: string;
}

export interface CardCart extends Pick<Visit, 'items'> {
  cartId: string;
  at: string;
}

/** A video call or browsing together. */
export interface CardSession {
  interactionId: string;
  medium: string;
  at: string;
  state?: string;
  outcome?: string;
}

const MOST = 5;

function purchasesIn(entries: readonly JourneyEntry[]): (Purchase & { at: string })[] {
  return entries.flatMap(({ interaction, at }) =>
    interaction?.kind === 'purchase' ? [{ ...interaction, at }] : [],
  );
}

/** The last orders, each by its latest step; a sum that only an earlier step tells is kept. Newest first. Pure. */
export function lastOrders(entries: readonly JourneyEntry[]): CardOrder[] {
  const steps = purchasesIn(entries);
  const ids = [...new Set(steps.map(({ orderId }) => orderId))].slice(0, MOST);
  return ids.flatMap((orderId) => {
    const own = steps.filter((step) => step.orderId === orderId);
    const [latest] = own;
    const priced = own.find(({ total }) => total !== undefined);
    if (latest === undefined) return [];
    const { state, at } = latest;
    const price = { total: priced?.total, currency: priced?.currency };
    return [{ orderId, state, at, ...(priced !== undefined && price) }];
  });
}

function visitsIn(entries: readonly JourneyEntry[]): (Visit & { at: string })[] {
  return entries.flatMap(({ interaction, at }) =>
    interaction?.kind === 'visit' ? [{ ...interaction, at }] : [],
  );
}

/** The last visits, newest first. Pure. */
export function lastVisits(entries: readonly JourneyEntry[]): CardVisit[] {
  return visitsIn(entries)
    .slice(0, MOST)
    .map(({ at, name, url, title, cartId }) => ({ at, name, url, title, cartId }));
}

/** The cart of the last visit that had one; undefined once an order was made of it. Pure. */
export function openCart(entries: readonly JourneyEntry[]): CardCart | undefined {
  const visit = visitsIn(entries).find(({ cartId }) => cartId !== undefined);
  if (visit?.cartId === undefined) return undefined;
  const { cartId, at, items } = visit;
  if (purchasesIn(entries).some((purchase) => purchase.cartId === cartId)) return undefined;
  return { cartId, at, items };
}

/** The last video calls and joint browsing with what came of them, newest first. Pure. */
export function lastSessions(entries: readonly JourneyEntry[]): CardSession[] {
  return entries
    .filter(isSession)
    .slice(0, MOST)
    .map(({ interactionId, at, interaction, progress: { call } }) => ({
      interactionId,
      medium: (interaction?.kind === 'call' && interaction.medium) || 'audio',
      at,
      ...(call && { state: call.state, ...(call.outcome && { outcome: call.outcome }) }),
    }));
}
