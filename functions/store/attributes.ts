import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What an item may hold. A name whose value is undefined is left out. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Plain[]
  | { readonly [name: string]: Plain };

export type Item = Record<string, AttributeValue>;

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

export function toAttribute(value: Exclude<Plain, undefined>): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (isList(value)) return { L: value.map((element) => toAttribute(element ?? null)) };
  return { M: toItem(value) };
}

/** Makes an item of a plain object. */
export function toItem(object: { readonly [name: string]: Plain }): Item {
  const entries = Object.entries(object).flatMap(([name, value]): [string, AttributeValue][] =>
    value === undefined ? [] : [[name, toAttribute(value)]],
  );
  return Object.fromEntries(entries);
}

function fromAttribute(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(fromAttribute);
  if (value.M !== undefined) return fromItem(value.M);
  return null;
}

/** Reads an item back. What it holds is unknown until a schema has parsed it. */
export function fromItem(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromAttribute(value)]));
}
