import type { Identity } from '../interaction/identity.ts';
import { readIdentity } from '../store/identities.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { nodeDigest } from '../store/keys.ts';
import { readLinks } from '../store/links.ts';
import type { LinkOutcome } from './link.ts';

type Standing = LinkOutcome & { outcome: 'already' };

/**
 * What somebody said before of two identities, and nobody took back: a request that is sent again is no second word,
 * which would have to be revoked apart. Undefined when nothing of theirs stands.
 */
export async function saidBefore(
  table: JourneyTable,
  brand: string,
  by: string,
  [a, b]: readonly [Identity, Identity],
): Promise<Standing | undefined> {
  const [one, other] = await Promise.all([a, b].map((identity) => readIdentity(table, brand, identity)));
  if (one === undefined || other === undefined) return undefined;
  const ends = [one, other].map(nodeDigest).sort().join();
  const standing = (await readLinks(table, brand, [one])).find(
    (link) =>
      link.reason === 'agent' &&
      link.by === by &&
      link.revoked === undefined &&
      [link.a, link.b].map(nodeDigest).sort().join() === ends,
  );
  return standing && { outcome: 'already', linkId: standing.linkId, customerId: one.customerId };
}
