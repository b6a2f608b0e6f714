import type { Identity } from '../interaction/identity.ts';
import { mayBeInteractionId } from '../interaction/ids.ts';
import { type EpochItem, interactionItem, type LinkItem, type LinkReason } from '../store/items.ts';
import { interactionKey, nodeDigest } from '../store/keys.ts';
import { readLinks } from '../store/links.ts';
import { readItem } from '../store/read-items.ts';
import { untilWritten } from './attempts.ts';
import { type Linking, link } from './link.ts';
import { planRevocation, revoke } from './revoke.ts';

const BY = 'rule';
const WHY = 'The address was somebody else’s by then';

/** Shown by whoever was there. What a CRM or an agent says may be of the person they know, and is theirs to revoke. */
const SHOWN: ReadonlySet<LinkReason> = new Set([
  'provider-verified',
  'login',
  'order',
  'cart',
  'code',
  'handoff',
]);

/** Evidence, and the event time of what showed it. */
type Dated = LinkItem & { shownAt: string };

/** When it was shown; undefined for what is being recorded just now, or what nobody showed. */
async function dated({ table }: Linking, brand: string, known: LinkItem): Promise<Dated | undefined> {
  const { source, at } = known;
  if (source?.startsWith('handoff:')) return { ...known, shownAt: at };
  if (source === undefined || !mayBeInteractionId(brand, source)) return undefined;
  const { data } = interactionItem.safeParse(await readItem(table, interactionKey(source)));
  return data && { ...known, shownAt: data.at };
}

function otherEnd({ a, b }: LinkItem, epoch: EpochItem) {
  return nodeDigest(a) === nodeDigest(epoch) ? b : a;
}

/** What was shown of an epoch after it had ended, and holds or was taken back for that. */
async function shownSince(linking: Linking, brand: string, epoch: EpochItem): Promise<Dated[]> {
  const links = await readLinks(linking.table, brand, [epoch]);
  const open = links.filter(({ reason, revoked }) => SHOWN.has(reason) && (revoked?.by ?? BY) === BY);
  const found = await Promise.all(open.map((known) => dated(linking, brand, known)));
  return found.filter((each) => each !== undefined).filter(({ shownAt }) => shownAt >= epoch.to);
}

/** Of these, what joins the old person to somebody they have nothing else in common with. */
async function foreign(linking: Linking, brand: string, epoch: EpochItem, shown: readonly Dated[]) {
  if (shown.length === 0) return [];
  const linkIds = shown.map(({ linkId }) => linkId);
  const plan = await untilWritten(() => planRevocation(linking, { brand, linkIds, by: BY }));
  const old = plan.people.find(({ members }) =>
    members.some((member) => nodeDigest(member) === nodeDigest(epoch)),
  );
  const stays = new Set(old?.members.map(nodeDigest));
  return shown.filter((each) => !stays.has(nodeDigest(otherEnd(each, epoch))));
}

const holds = ({ revoked }: LinkItem) => revoked === undefined;

/** Whom an epoch was shown with since it ended, and who is nobody else's. Throws DeliveryError (retryable). */
export async function shownWithSince(linking: Linking, brand: string, epoch: EpochItem): Promise<Identity[]> {
  const since = await shownSince(linking, brand, epoch);
  const wrong = await foreign(linking, brand, epoch, since.filter(holds));
  return wrong.map((each) => otherEnd(each, epoch).identity);
}

/**
 * Gives the next person the evidence that came in since an epoch ended and nobody knew: whom it shows is theirs. Where
 * the old person is known by the same identities otherwise it stays. The same again finishes what broke off.
 * Throws DeliveryError (retryable).
 */
export async function moveEvidenceSince(linking: Linking, brand: string, epoch: EpochItem): Promise<void> {
  const since = await shownSince(linking, brand, epoch);
  const wrong = await foreign(linking, brand, epoch, since.filter(holds));
  const linkIds = wrong.map(({ linkId }) => linkId);
  if (linkIds.length > 0) await revoke(linking, { brand, linkIds, by: BY, why: WHY });
  for (const each of [...since.filter((known) => !holds(known)), ...wrong]) {
    const { reason, by, confidence, source, shownAt } = each;
    const ends = { a: epoch.identity, b: otherEnd(each, epoch).identity };
    await link(linking, { brand, ...ends, reason, by, confidence, source, shownAt });
  }
}
