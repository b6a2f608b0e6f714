import type { Identity } from '../interaction/identity.ts';
import { digest } from '../interaction/ids.ts';
import { type MissCounter, readClosedUntil, releaseAttempt, reserveAttempt } from '../store/code-misses.ts';
import { type Handoff, readHandoff, takeHandoff } from '../store/handoffs.ts';
import { HANDOFF_LIFE_MS, type HandingOver } from './handing-over.ts';
import { isSame, type Proof, proofOfCode, proofOfToken, type Target } from './handoff-proof.ts';

const SOURCE_MISSES = 5;
const BRAND_MISSES = 20;

/** Somebody shows a token or a code. */
export interface Presentation extends Target {
  identity: Identity;
  /** What uses it up (an interaction, or a call of the API): the same again gets the same answer. */
  by: string;
  /** Whose misses these are: an identity, or the hash of an address that the caller gives. */
  source: string;
  /** When it was presented, milliseconds: what waited in a queue is not late. */
  at: number;
}

type Refusal = 'unknown' | 'used' | 'expired' | 'closed';
/** What became of it. `isOurs`: it is a real one, so nobody may read it in the journey. */
export type Verdict = { handoff: Handoff } | { refused: Refusal; isOurs: boolean };

/** What the brand's misses are counted by; a source's limit is smaller. */
export function brandCounter(brand: string): MissCounter {
  return { brand, limit: BRAND_MISSES, windowMs: HANDOFF_LIFE_MS };
}

function sourceCounter({ brand, source }: Presentation): MissCounter {
  return { brand, sourceDigest: digest(source), limit: SOURCE_MISSES, windowMs: HANDOFF_LIFE_MS };
}

function isOpenAt({ createdAt, validUntil }: Handoff, at: number): boolean {
  return at >= Date.parse(createdAt) && at <= Date.parse(validUntil);
}

async function find({ table }: HandingOver, { brand, channel }: Presentation, proof: Proof | undefined) {
  const handoff = proof && (await readHandoff(table, brand, proof.handoffId));
  if (handoff === undefined || handoff.channel !== channel) return undefined;
  return isSame(handoff.proof, proof?.proof ?? '') ? handoff : undefined;
}

/** Uses a handoff up for this presentation, unless it is too late or somebody else has. */
async function use(
  { table }: HandingOver,
  presentation: Presentation,
  handoff: Handoff | undefined,
): Promise<Verdict> {
  const { brand, by, identity, at } = presentation;
  if (handoff === undefined) return { refused: 'unknown', isOurs: false };
  if (handoff.taken !== undefined) return taken(presentation, handoff);
  if (!isOpenAt(handoff, at)) return { refused: 'expired', isOurs: true };
  const mark = { by, at: new Date(at).toISOString(), identity };
  return taken(presentation, await takeHandoff(table, brand, handoff, mark));
}

function taken({ by }: Presentation, handoff: Handoff | undefined): Verdict {
  return handoff?.taken?.by === by ? { handoff } : { refused: 'used', isOurs: true };
}

/** Presents a token. Who has one that we signed did not guess it: nothing is counted. */
export async function presentToken(
  handing: HandingOver,
  presentation: Presentation,
  token: string,
): Promise<Verdict> {
  const proof = proofOfToken(await handing.handoffKey(), presentation, token);
  return use(handing, presentation, await find(handing, presentation, proof));
}

/** Counts an attempt for its source and, if that is open, for the brand. */
async function reserve(
  { table, now }: HandingOver,
  presentation: Presentation,
  attempt: string,
): Promise<boolean> {
  if (!(await reserveAttempt(table, sourceCounter(presentation), attempt, now))) return false;
  return reserveAttempt(table, brandCounter(presentation.brand), attempt, now);
}

async function release({ table }: HandingOver, presentation: Presentation, attempt: string): Promise<void> {
  const counters = [sourceCounter(presentation), brandCounter(presentation.brand)];
  await Promise.all(counters.map((counter) => releaseAttempt(table, counter, attempt)));
}

/** Tells whose codes are closed now by a miss: a few times when several missed at once, never not at all. */
async function tellOfMiss(handing: HandingOver, presentation: Presentation): Promise<void> {
  const { table, now } = handing;
  const { brand } = presentation;
  const [source, all] = await Promise.all(
    [sourceCounter(presentation), brandCounter(brand)].map((counter) => readClosedUntil(table, counter, now)),
  );
  if (source !== undefined) handing.tellClosed?.('source', brand);
  if (all !== undefined) handing.tellClosed?.('brand', brand);
}

/**
 * Presents a code. An attempt counts before it is tried, and is taken back when it was right; five misses of a source
 * or twenty of a brand close codes for ten minutes. Throws DeliveryError (retryable) under contention.
 */
export async function presentCode(
  handing: HandingOver,
  presentation: Presentation,
  code: string,
): Promise<Verdict> {
  const proof = proofOfCode(await handing.handoffKey(), presentation, code);
  const handoff = await find(handing, presentation, proof);
  const attempt = digest(`${presentation.by}#${proof.handoffId}`);
  // A retry, whatever was missed in between.
  const isRetry = handoff?.taken?.by === presentation.by;
  if (!isRetry && !(await reserve(handing, presentation, attempt)))
    return { refused: 'closed', isOurs: handoff !== undefined };
  const verdict = await use(handing, presentation, handoff);
  if ('handoff' in verdict) await release(handing, presentation, attempt);
  else await tellOfMiss(handing, presentation);
  return verdict;
}
