const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, y: 31_536_000_000 };

/** Reads `90m`, `+2h`, `-7d` or `1y` as milliseconds. Throws for anything else. */
export function parseClockOffset(text: string): number {
  const [, sign, count, unit = ''] = /^([+-]?)(\d+)([smhdy])$/.exec(text) ?? [];
  if (count === undefined)
    throw new Error(`--clock takes an offset like 90m, +2h, -7d or 1y, not "${text}".`);
  return (sign === '-' ? -1 : 1) * Number(count) * (UNITS[unit] ?? 0);
}
