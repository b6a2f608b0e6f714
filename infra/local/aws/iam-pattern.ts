const compiled = new Map<string, RegExp>();

/** `*` is any text, `?` one character; actions are compared without case. */
export function patternToRegExp(pattern: string, flags = ''): RegExp {
  const cacheKey = flags + pattern;
  const known = compiled.get(cacheKey);
  if (known !== undefined) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, `s${flags}`);
  compiled.set(cacheKey, expression);
  return expression;
}
