import { describe, expect, it } from 'vitest';
import type { RequestContext } from '../../../../infra/local/aws/iam-condition.ts';
import { evaluate, type Statement } from '../../../../infra/local/aws/iam-policy.ts';

const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/journey';

function allows(statement: Partial<Statement>, action: string, resource: string, context?: RequestContext) {
  const whole: Statement = { Effect: 'Allow', Action: '*', ...statement };
  if (whole.Resource === undefined && whole.NotResource === undefined) whole.Resource = '*';
  return evaluate([whole], action, resource, context).allowed;
}

describe('actions', () => {
  it.each([
    ['dynamodb:PutItem', 'dynamodb:PutItem', true],
    ['dynamodb:putitem', 'dynamodb:PutItem', true],
    ['dynamodb:*', 'dynamodb:PutItem', true],
    ['dynamodb:Batch*', 'dynamodb:PutItem', false],
    ['dynamodb:Put?tem', 'dynamodb:PutItem', true],
    ['dynamodb:Put?', 'dynamodb:PutItem', false],
    ['sqs:*', 'dynamodb:PutItem', false],
    ['*', 'dynamodb:PutItem', true],
    ['dynamodb.PutItem', 'dynamodb:PutItem', false],
  ])('%s on %s: %s', (Action, action, expected) => {
    expect(allows({ Action }, action, table)).toBe(expected);
  });

  it('NotAction covers all but what it names', () => {
    const statement: Statement = { Effect: 'Allow', NotAction: ['iam:*', 'sqs:DeleteQueue'], Resource: '*' };
    expect(evaluate([statement], 'sqs:SendMessage', 'q').allowed).toBe(true);
    expect(evaluate([statement], 'sqs:DeleteQueue', 'q').allowed).toBe(false);
  });
});

describe('resources', () => {
  it.each([
    [table, table, true],
    [`${table}/index/*`, `${table}/index/timeline`, true],
    [`${table}/index/*`, table, false],
    [table, `${table}/index/timeline`, false],
    [table, table.toUpperCase(), false],
    ['arn:aws:s3:::vault/*', 'arn:aws:s3:::vault/a/b', true],
    ['arn:aws:s3:::vault/*', 'arn:aws:s3:::vault', false],
    ['arn:aws:s3:::va?lt', 'arn:aws:s3:::vault', true],
    ['arn:aws:s3:::v.ult', 'arn:aws:s3:::vault', false],
  ])('%s on %s: %s', (Resource, resource, expected) => {
    expect(allows({ Resource }, 's3:GetObject', resource)).toBe(expected);
  });

  it('NotResource covers all but what it names', () => {
    expect(allows({ NotResource: `${table}/*` }, 'dynamodb:Query', `${table}/index/timeline`)).toBe(false);
    expect(allows({ NotResource: `${table}/*` }, 'dynamodb:Query', table)).toBe(true);
  });

  it('a statement without any covers nothing', () => {
    expect(evaluate([{ Effect: 'Allow', Action: '*' }], 'sqs:SendMessage', 'q').allowed).toBe(false);
  });
});

describe('the decision', () => {
  const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

  it('is no without an Allow, in the words of AWS', () => {
    expect(evaluate([], 'sqs:SendMessage', 'q')).toEqual({
      allowed: false,
      reason: 'because no identity-based policy allows the sqs:SendMessage action',
    });
  });

  it('is no with a Deny, whatever allows and in either order', () => {
    const deny: Statement = { Effect: 'Deny', Action: 'sqs:SendMessage', Resource: 'q' };
    for (const statements of [
      [allowAll, deny],
      [deny, allowAll],
    ]) {
      const decision = evaluate(statements, 'sqs:SendMessage', 'q');
      expect(decision).toEqual({
        allowed: false,
        reason: 'with an explicit deny in an identity-based policy',
      });
      expect(evaluate(statements, 'sqs:SendMessage', 'another').allowed).toBe(true);
    }
  });
});

describe('conditions', () => {
  const secure = (value: string) => ({ Bool: { 'aws:SecureTransport': value } });

  it('a deployed call goes over TLS', () => {
    expect(allows({ Condition: secure('true') }, 'sqs:SendMessage', 'q')).toBe(true);
    expect(allows({ Condition: secure('false') }, 'sqs:SendMessage', 'q')).toBe(false);
    const onlySecure: Statement = { Effect: 'Deny', Action: '*', Resource: '*', Condition: secure('false') };
    const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    expect(evaluate([allowAll, onlySecure], 'sqs:SendMessage', 'q').allowed).toBe(true);
  });

  it('a call of a function carries no source', () => {
    const source = { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*' } };
    const ifThere = { ArnLikeIfExists: { 'aws:SourceArn': 'arn:aws:sns:*' } };
    expect(allows({ Condition: source }, 'sqs:SendMessage', 'q')).toBe(false);
    expect(allows({ Condition: ifThere }, 'sqs:SendMessage', 'q')).toBe(true);
    expect(allows({ Condition: { Null: { 'aws:SourceArn': 'true' } } }, 'sqs:SendMessage', 'q')).toBe(true);
  });

  it.each([
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'A', 'a', false],
    ['StringEqualsIgnoreCase', 'A', 'a', true],
    ['StringNotEquals', 'a', 'a', false],
    ['StringLike', 'a*', 'abc', true],
    ['StringNotLike', 'a*', 'abc', false],
    ['ArnLike', 'arn:aws:sns:*:topic', 'arn:aws:sns:eu-west-1:0:topic', true],
  ])('%s %j on %s: %s', (operator, wanted, value, expected) => {
    const Condition = { [operator]: { 'aws:PrincipalTag/team': wanted } };
    expect(allows({ Condition }, 'sqs:SendMessage', 'q', { 'aws:principaltag/team': value })).toBe(expected);
  });

  it('all of them must hold', () => {
    const Condition = { ...secure('true'), StringEquals: { 'aws:PrincipalTag/team': 'other' } };
    expect(
      allows({ Condition }, 'a:b', 'q', { 'aws:SecureTransport': 'true', 'aws:PrincipalTag/team': 'x' }),
    ).toBe(false);
  });

  it.each([
    [{ StringEquals: { 'dynamodb:LeadingKeys': 'x' } }, 'condition key dynamodb:LeadingKeys'],
    [{ IpAddress: { 'aws:SecureTransport': 'x' } }, 'condition operator IpAddress'],
    [{ 'ForAllValues:StringEquals': { 'aws:SecureTransport': 'x' } }, 'condition operator ForAllValues'],
  ])('what cannot be judged opens nothing, and says so: %j', (Condition, reason) => {
    const allow: Statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
    const decision = evaluate([allow], 'a:b', 'q');
    expect(decision).toMatchObject({ allowed: false, reason: expect.stringContaining(reason) });
    const open: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    expect(evaluate([open, { ...allow, Effect: 'Deny' }], 'a:b', 'q')).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('explicit deny'),
    });
  });
});
