/** So many minutes into a day of 2026. */
export function at(minute: number): string {
  return new Date(Date.UTC(2026, 5, 1) + minute * 60_000).toISOString();
}
