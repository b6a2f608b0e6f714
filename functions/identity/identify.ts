import type { RecordedEvent } from '../interaction/event.ts';
import type { Identity } from '../interaction/identity.ts';
import type { IdentitySettings } from '../interaction/identity-settings.ts';
import { interactionId } from '../interaction/ids.ts';
import type { IdentityItem } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { isBlocked } from './blocked.ts';
import { isTelling, takeEvidence } from './evidence.ts';
import { changesHands, handOver } from './handover.ts';
import type { Linking } from './link.ts';
import { type Resolved, resolve } from './resolve.ts';
import { suggestFrom, suggestPair } from './suggest.ts';

/** What finding out who somebody is needs. */
export interface Identifying {
  table: JourneyTable;
  /** Milliseconds since 1970. */
  now: number;
  /** Asked for only when an event shows or claims something new. */
  settings(brand: string): Promise<IdentitySettings>;
  /** Told what was found, so that it is counted. */
  tell?(finding: Finding): void;
}

/** Somebody nobody knew; two people who are one; an identity too many, which is alarmed. */
export type Finding = 'new' | 'joined' | 'full';

/** What changing who is who needs, with what the brand blocks. */
export async function linkingOf(
  { table, now, settings }: Pick<Identifying, 'table' | 'now' | 'settings'>,
  brand: string,
): Promise<Linking> {
  const known = await settings(brand);
  return { table, now, isBlocked: (identity) => isBlocked(known, identity) };
}

/** A 26th identity is recorded alone, suggested and told of. */
async function suggestFull(
  identifying: Identifying,
  event: RecordedEvent,
  person: IdentityItem,
  full: readonly Identity[],
): Promise<void> {
  const { brand, at } = event;
  const source = interactionId(event);
  for (const other of full) {
    identifying.tell?.('full');
    await suggestPair(identifying, {
      brand,
      person,
      other,
      evidence: [{ reason: 'too-many-identities', source, at }],
    });
  }
}

/** Links what the event proves and suggests what it claims. True when the contact is somebody else's by now. */
async function learn(identifying: Identifying, event: RecordedEvent, found: Resolved): Promise<boolean> {
  const { person, shown } = found;
  const hasNews = changesHands(event) || isTelling(person, shown);
  if (hasNews) {
    const linking = await linkingOf(identifying, event.brand);
    await handOver(linking, event);
    const { isJoined, full } = await takeEvidence(linking, event, person, shown);
    if (isJoined) identifying.tell?.('joined');
    await suggestFull(identifying, event, person, full);
    if (isJoined || changesHands(event)) return true;
  }
  await suggestFrom(identifying, event, person);
  return false;
}

/**
 * Who an event is from, after everything that it proves of them was linked and what it claims was suggested. An
 * event that is recorded already teaches nothing: neither does one that shows what is known, at no cost.
 */
export async function identify(identifying: Identifying, event: RecordedEvent): Promise<Resolved> {
  const { table } = identifying;
  const found = await resolve(table, event);
  if (found.isNew) identifying.tell?.('new');
  if (found.interaction.recorded !== undefined) return found;
  if (!(await learn(identifying, event, found))) return found;
  const again = await resolve(table, event);
  await suggestFrom(identifying, event, again.person);
  return again;
}
