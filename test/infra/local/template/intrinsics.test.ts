import { describe, expect, test } from 'vitest';
import { lambdaFunction, readTemplate, role } from './assembly.ts';

/** The marks of Fn::Sub, which in this file's own strings would look like a slip. */
const marked = (text: string) => text.replaceAll('<', '$'.concat('{')).replaceAll('>', '}');
const sub = (text: string, own?: object) => ({ 'Fn::Sub': own ? [marked(text), own] : marked(text) });

/** The value of an expression, as a function's variable. */
function resolved(expression: unknown, sections: Record<string, unknown> = {}): string | undefined {
  const model = readTemplate({
    ...sections,
    Resources: {
      Role: role,
      Queue: { Type: 'AWS::SQS::Queue' },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
      Stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' },
      },
      Function: lambdaFunction({ Environment: { Variables: { VALUE: expression } } }),
    },
  });
  return model.functions[0]?.environment.VALUE;
}

describe('intrinsic functions', () => {
  const Mappings = { Sizes: { small: { memory: 128 } } };
  const Parameters = { Stage: { Type: 'String', Default: 'blue' } };
  const Conditions = {
    IsBlue: { 'Fn::Equals': [{ Ref: 'Stage' }, 'blue'] },
    IsNot: { 'Fn::Not': [{ Condition: 'IsBlue' }] },
    Both: { 'Fn::And': [{ Condition: 'IsBlue' }, { Condition: 'IsNot' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsBlue' }, { Condition: 'IsNot' }] },
  };

  test.each([
    [{ Ref: 'Queue' }, 'http://127.0.0.1:9/000000000000/Stack-Queue'],
    [{ Ref: 'Stage' }, 'blue'],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:eu-west-1:000000000000:Stack-Queue'],
    [{ 'Fn::GetAtt': 'Queue.QueueName' }, 'Stack-Queue'],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'AWS::Partition' }, 7]] }, 'a/aws/7'],
    [sub('<AWS::AccountId>-<Queue.QueueName>-<!Kept>'), marked('000000000000-Stack-Queue-<Kept>')],
    [sub('<Own>-<Stage>', { Own: { Ref: 'AWS::StackName' } }), 'Stack-blue'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b-c'] }] }, 'b'],
    [{ 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, '128'],
    [{ 'Fn::Base64': 'ü' }, 'w7w='],
    [{ 'Fn::If': ['IsBlue', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['IsNot', 'yes', { Ref: 'AWS::Region' }] }, 'eu-west-1'],
    [{ 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    [{ 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['IsNot', 'yes', { Ref: 'AWS::NoValue' }] }, undefined],
  ])('%j is %s', (expression, expected) => {
    expect(resolved(expression, { Mappings, Parameters, Conditions })).toBe(expected);
  });

  test('the address that CDK spells out for an HTTP API is the local one', () => {
    const { Api } = { Api: { Ref: 'Api' } };
    const host = ['https://', Api, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }];
    expect(resolved({ 'Fn::Join': ['', [...host, '/in']] })).toBe('http://127.0.0.1:8/Api/in');
    expect(resolved({ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] })).toBe('http://127.0.0.1:8/Api');
  });

  test.each([
    [{ 'Fn::ImportValue': 'other-stack' }, /does not know Fn::ImportValue/],
    [{ 'Fn::GetAtt': ['Queue', 'Colour'] }, /attribute Colour of Queue \(AWS::SQS::Queue\)/],
    [{ Ref: 'Nobody' }, /no resource Nobody/],
    [{ 'Fn::FindInMap': ['Sizes', 'large', 'memory'] }, /maps nothing at Sizes\.large\.memory/],
    ['{{resolve:ssm:/name}}', /no dynamic references/],
    [{ 'Fn::Select': [9, ['a']] }, /no value at 9/],
  ])('%j is refused', (expression, message) => {
    expect(() => resolved(expression)).toThrow(message);
  });

  test('a resource whose condition is false does not exist', () => {
    const queue = { Type: 'AWS::SQS::Queue', Condition: 'IsNot' };
    const { queues } = readTemplate({ Conditions, Parameters, Resources: { Queue: queue } });
    expect(queues).toEqual([]);
  });
});
