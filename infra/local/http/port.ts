import * as z from 'zod';
import { failureOf } from './failure-of.ts';

const portSchema = z.coerce.number().int().min(0).max(65_535).default(4080);
const PROBE_MS = 1_000;

/** Some ports are another protocol's, and no client calls them: https://fetch.spec.whatwg.org/#port-blocking */
async function isBlocked(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return false;
  } catch (error) {
    return failureOf(error).includes('bad port');
  }
}

/** The port that PORT says, 4080 unless said; 0 takes any. Throws, saying what to do, for one that cannot be called. */
export async function readPort(text: string | undefined): Promise<number> {
  const { data } = portSchema.safeParse(text);
  if (data === undefined) throw new Error(`PORT takes a number up to 65535, not "${text}".`);
  if (data !== 0 && (await isBlocked(data)))
    throw new Error(`Port ${data} is one that fetch and browsers refuse to call: set PORT to another.`);
  return data;
}
