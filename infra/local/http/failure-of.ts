/** An error in words, with its cause: of what went wrong, fetch says no more than "fetch failed" itself. */
export function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.message || ('code' in error ? String(error.code) : error.name);
  return error.cause === undefined ? text : `${text}: ${failureOf(error.cause)}`;
}
