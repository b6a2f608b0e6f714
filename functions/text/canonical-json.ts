function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON whose keys stand in one order, so that equal values give equal text. For values that came from JSON. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, inOrder);
}
