import { patternToRegExp } from './iam-pattern.ts';

/** Condition keys and their values for one call; a key that is not here is one the call does not carry. */
export type RequestContext = Readonly<Record<string, string | undefined>>;

/** Whether the conditions hold; unknown when one of them cannot be judged here, with the reason. */
export type ConditionResult = { known: true; holds: boolean } | { known: false; reason: string };

/** Keys whose absence means something: a call of a function simply does not carry them. */
const keysNeverSent = new Set(
  ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceVpce', 'aws:SourceVpc', 'aws:CalledVia'].map(lowerCase),
);

type Test = (value: string, wanted: string[]) => boolean;

const equals: Test = (value, wanted) => wanted.includes(value);
const equalsAnyCase: Test = (value, wanted) => wanted.some((want) => lowerCase(want) === lowerCase(value));
const like: Test = (value, wanted) => wanted.some((want) => patternToRegExp(want).test(value));
const not =
  (test: Test): Test =>
  (value, wanted) =>
    !test(value, wanted);

const operators: Record<string, Test> = {
  StringEquals: equals,
  StringNotEquals: not(equals),
  StringEqualsIgnoreCase: equalsAnyCase,
  StringNotEqualsIgnoreCase: not(equalsAnyCase),
  StringLike: like,
  StringNotLike: not(like),
  ArnEquals: like,
  ArnLike: like,
  ArnNotEquals: not(like),
  ArnNotLike: not(like),
  Bool: equalsAnyCase,
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function conditionsHold(
  conditions: Record<string, Record<string, unknown>> | undefined,
  context: RequestContext,
): ConditionResult {
  let holds = true;
  for (const [operator, keys] of Object.entries(conditions ?? {})) {
    for (const [key, wanted] of Object.entries(keys)) {
      const result = holdsFor(operator, key, [wanted].flat().map(String), context);
      if (!result.known) return result;
      holds &&= result.holds;
    }
  }
  return { known: true, holds };
}

function holdsFor(operator: string, key: string, wanted: string[], context: RequestContext): ConditionResult {
  const value = lookUp(context, key);
  if (value === undefined && !keysNeverSent.has(lowerCase(key))) {
    return { known: false, reason: `condition key ${key} cannot be judged locally` };
  }
  if (operator === 'Null') return { known: true, holds: wanted.includes(String(value === undefined)) };
  const ifExists = operator.endsWith('IfExists');
  const test = operators[ifExists ? operator.slice(0, -'IfExists'.length) : operator];
  if (test === undefined) {
    return { known: false, reason: `condition operator ${operator} cannot be judged locally` };
  }
  // A missing key fails every operator but the negated ones and those that end in IfExists.
  if (value === undefined) return { known: true, holds: ifExists || operator.includes('Not') };
  return { known: true, holds: test(value, wanted) };
}

function lookUp(context: RequestContext, key: string): string | undefined {
  const name = Object.keys(context).find((known) => lowerCase(known) === lowerCase(key));
  return name === undefined ? undefined : context[name];
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
