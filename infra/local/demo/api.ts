import type * as z from 'zod';
import { LOCAL_API_TOKEN } from '../seed.ts';

const authorization = `Bearer ${LOCAL_API_TOKEN}`;

/** Asks the API of the brand `demo`; with a body it posts. Throws, with what the API says, unless it succeeds. */
export async function ask<Schema extends z.ZodType>(
  url: string,
  path: string,
  schema: Schema,
  body?: unknown,
): Promise<z.output<Schema>> {
  const post = {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(`${url}${path}`, body === undefined ? { headers: { authorization } } : post);
  if (response.ok) return schema.parse(await response.json());
  throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}
