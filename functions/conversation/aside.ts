import type { RecordedEvent } from '../interaction/event.ts';
import type { InteractionKind } from '../interaction/interaction.ts';
import type { Aside } from '../store/items.ts';
import { isCourtesy } from './courtesy.ts';

/** What a person does when they want an answer. */
const asking: ReadonlySet<InteractionKind> = new Set([
  'message',
  'postback',
  'location',
  'contacts',
  'order',
  'call',
]);

/** How a conversation stands when something is said in it. */
export interface Standing {
  /** An agent closed it. */
  isClosed: boolean;
  /** It is closed, or its window has passed. */
  isOver: boolean;
}

/** True for what a machine wrote (RFC 3834): it opens, reopens and prolongs nothing. */
export function isAutomatic({ interaction }: RecordedEvent): boolean {
  return interaction.kind === 'message' && interaction.mail?.automatic !== undefined;
}

/** True for thanks and goodbyes of the customer, and nothing with them. */
export function isCourtesyOf({ interaction }: RecordedEvent): boolean {
  if (interaction.kind !== 'message' || interaction.direction === 'outbound') return false;
  const { text, visibleText, media = [], fullContent, contact } = interaction;
  if (media.length > 0 || fullContent !== undefined) return false;
  return isCourtesy(visibleText ?? text ?? '', contact.displayName);
}

/** True when somebody waits for an answer. */
export function asks(event: RecordedEvent): boolean {
  const { kind, direction } = event.interaction;
  return direction === 'inbound' && asking.has(kind) && !isAutomatic(event);
}

/**
 * Why an interaction moves nothing in the conversation that it belongs to; undefined when it does. `isOld` says
 * that it comes in long after its time. Pure.
 */
export function asideOf(event: RecordedEvent, standing: Standing, isOld: boolean): Aside | undefined {
  if (isAutomatic(event)) return 'automatic';
  if (standing.isClosed && (isOld || !asks(event))) return 'after-end';
  return standing.isOver && isCourtesyOf(event) ? 'courtesy' : undefined;
}
