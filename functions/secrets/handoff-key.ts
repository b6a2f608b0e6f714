import * as z from 'zod/mini';
import { ConfigurationError } from '../errors.ts';
import { secretCache } from './secret-cache.ts';

/** The key that seals handoffs: made by the stack, read when it is first needed. Throws ConfigurationError. */
export type HandoffKey = () => Promise<string>;

const REMEDY = 'Put {"key": "…"} with 32 random characters or more into it';
const keySchema = z.object({ key: z.string().check(z.minLength(32)) });

function keyOf(secret: unknown): string {
  const result = z.safeParse(keySchema, secret);
  if (result.success) return result.data.key;
  throw new ConfigurationError(`The secret of handoffs has no key. ${REMEDY}`);
}

/**
 * Reads the key, at most once a minute. The client is imported with the first handoff: most messages need none, and
 * every cold start would pay for it.
 */
export function handoffKey(arn: string, requestHandler: { requestTimeout: number }): HandoffKey {
  const cache = secretCache(async () => {
    const [{ SecretsManagerClient }, { readSecret }] = await Promise.all([
      import('@aws-sdk/client-secrets-manager'),
      import('./stored-secret.ts'),
    ]);
    const client = new SecretsManagerClient({ requestHandler });
    return keyOf(await readSecret({ client, arn, id: 'handoffs', remedy: REMEDY }));
  });
  return () => cache.current();
}
