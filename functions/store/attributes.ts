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

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const LARGEST = 9.9e125;
const SMALLEST = 1e-130;

/** The nearest number that DynamoDB keeps: one that it refuses would make its event fail for ever. */
function storable(number: number): number {
  if (Math.abs(number) < SMALLEST) return 0;
  return Math.max(-LARGEST, Math.min(LARGEST, number));
}

export function toAttribute(value: Exclude<Plain, undefined>): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(storable(value)) };
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
