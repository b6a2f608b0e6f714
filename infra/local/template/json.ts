import * as z from 'zod';

/** Any JSON value. */
export const json = z.json();
export type Json = z.infer<typeof json>;
export type JsonObject = { [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Numbers and booleans that CloudFormation also takes as strings. */
export const number = z.coerce.number();
export const boolean = z.union([z.boolean(), z.stringbool()]);
