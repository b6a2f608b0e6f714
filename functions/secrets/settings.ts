import * as z from 'zod/mini';
import { ConfigurationError } from '../errors.ts';

/**
 * Reads what the stack tells a function (its environment) by a schema.
 * Throws one ConfigurationError that names every variable that is missing or wrong, never a value.
 */
export function readEnvironment<Settings>(schema: z.core.$ZodType<Settings>, variables: unknown): Settings {
  const result = z.safeParse(schema, variables);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
  throw new ConfigurationError(
    `The environment of this function is not usable: ${wrong.join(', ')}. Deploy the stack again: npm run deploy`,
  );
}
