import { createHash } from 'node:crypto';
import { UnauthorizedError } from '../errors.ts';
import { type ApiToken, findApiToken } from '../store/api-tokens.ts';
import type { JourneyTable } from '../store/journey-table.ts';

/** How long a token read once is believed, milliseconds: the longest a withdrawn token still opens. */
const CACHE_MS = 60_000;
const MAX_CACHED = 100;

const BEARER = /^Bearer +([\x21-\x7e]{1,512})$/i;

export interface TokenReader {
  /** The token that an Authorization header shows. Throws UnauthorizedError when there is none, or not one of ours. */
  authenticate(authorization: string | undefined): Promise<ApiToken>;
}

/** The only form in which a token is stored: hex SHA-256. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Reads tokens by their digest from the table. Only those that exist are remembered, so a new one works at once. */
export function tokenReader(table: JourneyTable, now: () => number): TokenReader {
  const cache = new Map<string, { token: ApiToken; readAt: number }>();

  function remember(digest: string, token: ApiToken): void {
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(digest, { token, readAt: now() });
  }

  return {
    async authenticate(authorization) {
      const text = BEARER.exec(authorization ?? '')?.[1];
      if (text === undefined)
        throw new UnauthorizedError(
          'Send a token: Authorization: Bearer <token>. Make one with: npm run token',
        );
      const digest = tokenDigest(text);
      const known = cache.get(digest);
      if (known !== undefined && Math.abs(now() - known.readAt) < CACHE_MS) return known.token;
      cache.delete(digest);
      const token = await findApiToken(table, digest);
      if (token === undefined) throw new UnauthorizedError('This token is not one of ours, or was withdrawn');
      remember(digest, token);
      return token;
    },
  };
}
