import * as z from 'zod';
import { isObject, type Json, json } from '../template/json.ts';

const rule = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ 'equals-ignore-case': z.string() }),
  z.strictObject({
    'anything-but': z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]),
  }),
  z.strictObject({ numeric: z.array(z.union([z.string(), z.number()])) }),
]);

type Rule = z.infer<typeof rule>;
export type EventFilter = (event: Json) => boolean;

/**
 * Reads the filter patterns of a mapping; an event passes when one matches. Throws for operators that are not known.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function createEventFilter(patterns: readonly string[]): EventFilter {
  if (patterns.length === 0) return () => true;
  const matchers = patterns.map((pattern) => matcherOf(json.parse(JSON.parse(pattern))));
  return (event) => matchers.some((matches) => matches(event));
}

type Matcher = (value: Json | undefined) => boolean;

function matcherOf(pattern: Json): Matcher {
  if (Array.isArray(pattern)) {
    const rules = pattern.map((item) => {
      const parsed = rule.safeParse(item);
      if (!parsed.success) throw new Error(`The local event filter does not know ${JSON.stringify(item)}.`);
      return parsed.data;
    });
    return (value) =>
      rules.some((one) => (Array.isArray(value) ? value.some((v) => holds(one, v)) : holds(one, value)));
  }
  if (!isObject(pattern)) throw new Error(`A filter pattern needs lists, not ${JSON.stringify(pattern)}.`);
  const fields = Object.entries(pattern).map(([name, inner]) => [name, matcherOf(inner)] as const);
  return (value) => fields.every(([name, matches]) => matches(isObject(value) ? value[name] : undefined));
}

function holds(one: Rule, value: Json | undefined): boolean {
  if (typeof one !== 'object' || one === null) return value === one;
  if ('exists' in one) return one.exists === (value !== undefined);
  if ('numeric' in one) return typeof value === 'number' && inRange(one.numeric, value);
  if ('anything-but' in one) {
    const excluded = [one['anything-but']].flat();
    return value !== undefined && !excluded.some((item) => item === value);
  }
  if (typeof value !== 'string') return false;
  if ('prefix' in one) return value.startsWith(one.prefix);
  if ('suffix' in one) return value.endsWith(one.suffix);
  return value.toLowerCase() === one['equals-ignore-case'].toLowerCase();
}

const COMPARISONS: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function inRange(terms: readonly (string | number)[], value: number): boolean {
  for (let index = 0; index + 1 < terms.length; index += 2) {
    if (COMPARISONS[String(terms[index])]?.(value, Number(terms[index + 1])) !== true) return false;
  }
  return true;
}
