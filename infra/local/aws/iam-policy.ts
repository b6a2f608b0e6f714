import { conditionsHold, type RequestContext } from './iam-condition.ts';
import { patternToRegExp } from './iam-pattern.ts';

export type Statement = {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
};

/** Why a call is refused, in the words of AWS's own message where AWS has some. */
export type Decision = { allowed: true } | { allowed: false; reason: string };

/**
 * Decides by the identity-based policies of one role. An explicit deny wins; a condition that cannot be judged
 * here never opens anything: it voids an Allow and upholds a Deny.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(
  statements: readonly Statement[],
  action: string,
  resource: string,
  context: RequestContext = deployedContext,
): Decision {
  let allowed = false;
  let doubt: string | undefined;
  for (const statement of statements) {
    if (!covers(statement, action, resource)) continue;
    const condition = conditionsHold(statement.Condition, context);
    if (condition.known === false) doubt = condition.reason;
    if (statement.Effect === 'Deny' && (condition.known === false || condition.holds)) {
      const cause = condition.known === false ? ` (${condition.reason})` : '';
      return { allowed: false, reason: `with an explicit deny in an identity-based policy${cause}` };
    }
    if (statement.Effect === 'Allow' && condition.known && condition.holds) allowed = true;
  }
  if (allowed) return { allowed };
  const because = `because no identity-based policy allows the ${action} action`;
  return { allowed: false, reason: doubt === undefined ? because : `${because} (${doubt})` };
}

/** What is true of every call of a deployed function: it goes over TLS. */
const deployedContext: RequestContext = { 'aws:SecureTransport': 'true' };

function covers(statement: Statement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const actionFits =
    NotAction === undefined ? matches(Action, action, 'i') : !matches(NotAction, action, 'i');
  if (!actionFits) return false;
  return NotResource === undefined ? matches(Resource, resource) : !matches(NotResource, resource);
}

function matches(patterns: string | string[] | undefined, value: string, flags = ''): boolean {
  if (patterns === undefined) return false;
  return [patterns].flat().some((pattern) => patternToRegExp(pattern, flags).test(value));
}
