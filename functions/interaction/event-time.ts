const MAX_AHEAD_MS = 5 * 60_000;
const MAX_DATE_MS = 8_640_000_000_000_000;

/**
 * The event time: the provider's time (milliseconds since 1970), else the receive time, and never more than
 * five minutes after the receive time, so that a wrong clock cannot pin an entry to the top of a journey.
 */
export function eventTime(providerTimeMs: number | undefined, receivedAtMs: number): string {
  const usable =
    providerTimeMs !== undefined &&
    Number.isFinite(providerTimeMs) &&
    Math.abs(providerTimeMs) <= MAX_DATE_MS &&
    providerTimeMs >= 0;
  const time = usable ? Math.min(providerTimeMs, receivedAtMs + MAX_AHEAD_MS) : receivedAtMs;
  return new Date(time).toISOString();
}
