import type { RecordedEvent } from '../interaction/event.ts';
import type { Identity } from '../interaction/identity.ts';
import { identityText, interactionId } from '../interaction/ids.ts';
import { DAY_MS } from '../interaction/time.ts';
import { isClosedBy } from '../store/epochs.ts';
import { readIdentity } from '../store/identities.ts';
import { closeEpoch } from './close-epoch.ts';
import { type Linking, link } from './link.ts';
import { variantsOf } from './number-variants.ts';

/** So that what says that somebody goes is still theirs. */
function justAfter(at: string): string {
  return new Date(Date.parse(at) + 1).toISOString();
}

/** A number that somebody else had long before is theirs no more: its history stays with the one it was. */
async function freeRecycled(linking: Linking, brand: string, to: Identity, at: string, closedBy: string) {
  const writings = [to, ...variantsOf(to)];
  const read = await Promise.all(writings.map((each) => readIdentity(linking.table, brand, each)));
  const isOld = read.some((known) => known && Date.parse(known.firstSeenAt) <= Date.parse(at) - DAY_MS);
  if (isOld) await closeEpoch(linking, { brand, identity: to, at, closedBy });
}

async function changeNumber(linking: Linking, event: RecordedEvent, from: Identity, to: Identity) {
  const { brand, at } = event;
  const source = interactionId(event);
  if (identityText(from) === identityText(to)) return;
  const leaving = { brand, identity: from, at: justAfter(at), closedBy: source };
  // Only what broke off is left to do.
  if (await isClosedBy(linking.table, brand, from, source)) {
    await closeEpoch(linking, leaving);
    return;
  }
  // Written another way it is the same line, and nobody else's.
  const isRewritten = variantsOf(from).some((other) => identityText(other) === identityText(to));
  if (!isRewritten) await freeRecycled(linking, brand, to, at, source);
  await link(linking, {
    brand,
    a: from,
    b: to,
    reason: 'provider-verified',
    by: 'rule',
    confidence: 1,
    source,
    shownAt: at,
  });
  if (!isRewritten) await closeEpoch(linking, leaving);
}

function isSignOut({ interaction }: RecordedEvent): boolean {
  const { identity } = interaction.contact;
  return interaction.kind === 'visit' && interaction.name === 'sign-out' && identity.kind === 'visitor';
}

/** Who proves nothing changes nobody's number: what they claim of it is suggested. */
function isNumberChange({ interaction }: RecordedEvent): boolean {
  return interaction.kind === 'identity-change' && interaction.contact.assurance !== 'claimed';
}

/** True for an event that says that an address changes hands. Pure. */
export function changesHands(event: RecordedEvent): boolean {
  return isNumberChange(event) || isSignOut(event);
}

/**
 * What an event says of an address that changes hands: a number that became another goes on with its person, and
 * the old one is free for whoever gets it; who signs out leaves the device. The same event again changes nothing.
 */
export async function handOver(linking: Linking, event: RecordedEvent): Promise<void> {
  const { interaction, brand, at } = event;
  if (interaction.kind === 'identity-change' && isNumberChange(event))
    await changeNumber(linking, event, interaction.from, interaction.to);
  const { identity } = interaction.contact;
  if (isSignOut(event))
    await closeEpoch(linking, { brand, identity, at: justAfter(at), closedBy: interactionId(event) });
}
