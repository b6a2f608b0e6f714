import { randomBytes } from 'node:crypto';
import { evaluate, type Statement } from './aws/iam-policy.ts';
import type { Principal, Principals } from './aws/principal.ts';
import type { LambdaFunction } from './template/functions.ts';
import type { StackModel } from './template/stack-model.ts';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** Who may call the local AWS endpoint, and with which access key. */
export type PrincipalRegister = Principals & {
  /** May do everything: for tests, seeding and whoever plays SES. */
  readonly operator: Credentials;
  /** Admits one sandbox of a function; `remove` when it is gone. */
  addSandbox(fn: LambdaFunction, kill: () => void): { credentials: Required<Credentials>; remove(): void };
  /** Does the function's role allow this? */
  allows(fn: LambdaFunction, action: string, resourceArn: string): boolean;
};

/** Roles get their permissions from the template; decisions are kept, for the same few come again and again. */
export function createPrincipals(model: Pick<StackModel, 'accountId' | 'roles'>): PrincipalRegister {
  const byKey = new Map<string, Principal>();
  const decisions = new Map<string, boolean>();
  const operator = newCredentials('AKIA');
  byKey.set(operator.accessKeyId, { name: 'operator', allows: () => true });

  const allows = (fn: LambdaFunction, action: string, resourceArn: string): boolean => {
    const key = `${fn.roleArn} ${action} ${resourceArn}`;
    const known = decisions.get(key);
    if (known !== undefined) return known;
    const decision = evaluate(statementsOf(fn, model), action, resourceArn);
    decisions.set(key, decision.allowed);
    return decision.allowed;
  };

  return {
    operator,
    find: (accessKeyId) => byKey.get(accessKeyId),
    allows,
    addSandbox(fn, kill) {
      const credentials = newCredentials('ASIA');
      const role = fn.roleArn.split('/').at(-1);
      const name = `arn:aws:sts::${model.accountId}:assumed-role/${role}/${fn.name}`;
      byKey.set(credentials.accessKeyId, {
        name,
        kill,
        allows: (action, resourceArn) => allows(fn, action, resourceArn),
      });
      return { credentials, remove: () => byKey.delete(credentials.accessKeyId) };
    },
  };
}

function statementsOf(fn: LambdaFunction, { roles }: Pick<StackModel, 'roles'>): Statement[] {
  return roles.find(({ arn }) => arn === fn.roleArn)?.statements ?? [];
}

function newCredentials(prefix: 'AKIA' | 'ASIA'): Required<Credentials> {
  return {
    accessKeyId: `${prefix}${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
    sessionToken: randomBytes(20).toString('hex'),
  };
}
