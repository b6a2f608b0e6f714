/** How long a secret read once is used, milliseconds: the longest a rotation or a new account takes to be seen. */
export const CACHE_MS = 60_000;
/** A refused signature reads the secret again, but not more often than this, whoever sends rubbish. */
export const RENEWAL_MS = 5_000;

/** Something made of a secret, kept for a while. */
export interface SecretCache<Value> {
  /** The value, at most 60 s old. Throws what reading or making it throws; that is never kept. */
  current(): Promise<Value>;
  /** A value read now; undefined when the one in use was itself read in the last 5 s. */
  renewed(): Promise<Value | undefined>;
}

/** Keeps what `read` makes of a secret. `now` is the time in milliseconds. */
export function secretCache<Value>(
  read: () => Promise<Value>,
  now: () => number = Date.now,
): SecretCache<Value> {
  let cached: { value: Value; readAt: number } | undefined;

  // A clock that was set back would make an entry last for hours, so age counts in both directions.
  const youngerThan = (ms: number) => cached !== undefined && Math.abs(now() - cached.readAt) < ms;

  async function readNow(): Promise<Value> {
    const readAt = now();
    const value = await read();
    cached = { value, readAt };
    return value;
  }

  return {
    current: async () => (cached !== undefined && youngerThan(CACHE_MS) ? cached.value : readNow()),
    renewed: async () => (youngerThan(RENEWAL_MS) ? undefined : readNow()),
  };
}
