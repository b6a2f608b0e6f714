import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readStack } from '../../../../infra/local/template/read-stack.ts';
import { lambdaFunction, readTemplate, role, writeAssembly } from './assembly.ts';

const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:000000000000:${name}`;
const allow = (Action: string, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const document = (...Statement: unknown[]) => ({ PolicyDocument: { Version: '2012-10-17', Statement } });

describe('the model of a template', () => {
  test('names what has no name, inside the limits of each service', () => {
    const long = `L${'o'.repeat(90)}ng`;
    const { queues, buckets, functions } = readTemplate({
      Resources: {
        Role: role,
        [long]: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
        [`${long}2`]: { Type: 'AWS::S3::Bucket' },
        Named: {
          Type: 'AWS::SQS::Queue',
          Properties: { QueueName: { 'Fn::Join': ['-', ['q', { Ref: 'AWS::Region' }]] } },
        },
        Function: lambdaFunction(),
      },
    });
    expect(queues.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^Stack-Lo+-[0-9a-f]{8}\.fifo$/),
      'q-eu-west-1',
    ]);
    expect(queues[0]?.name.length).toBeLessThanOrEqual(80);
    expect(buckets[0]?.name).toMatch(/^stack-lo+-[0-9a-f]{8}$/);
    expect(functions[0]).toMatchObject({
      name: 'Stack-Function',
      arn: arn('lambda', 'function:Stack-Function'),
    });
  });

  test('reads queues with their dead-letter queues', () => {
    const { queues } = readTemplate({
      Resources: {
        Dead: { Type: 'AWS::SQS::Queue' },
        Work: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            VisibilityTimeout: 60,
            RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: '5' },
          },
        },
      },
    });
    expect(queues[1]).toMatchObject({
      deadLetterArn: arn('sqs', 'Stack-Dead'),
      attributes: {
        VisibilityTimeout: '60',
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('sqs', 'Stack-Dead'), maxReceiveCount: 5 }),
      },
    });
  });

  test('collects what every policy gives to a role', () => {
    const managed = 'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole';
    const { roles } = readTemplate({
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            Policies: [document(allow('s3:GetObject', 'inline'))],
            ManagedPolicyArns: [managed, { Ref: 'ByArn' }],
          },
        },
        Attached: {
          Type: 'AWS::IAM::Policy',
          Properties: { ...document(allow('sns:Publish', 'attached')), Roles: [{ Ref: 'Role' }] },
        },
        ByArn: { Type: 'AWS::IAM::ManagedPolicy', Properties: document(allow('sqs:SendMessage', 'by arn')) },
        Foreign: { Type: 'AWS::IAM::Policy', Properties: document(allow('x:Y', 'foreign')) },
      },
    });
    expect(roles[0]?.statements).toEqual([
      allow('s3:GetObject', 'inline'),
      allow('sns:Publish', 'attached'),
      { ...allow('', '*'), Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] },
      allow('sqs:SendMessage', 'by arn'),
    ]);
  });

  test('reads SES’s rule as the way of a mail', () => {
    const { receiptRules } = readTemplate({
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic' },
        Bucket: { Type: 'AWS::S3::Bucket' },
        Rule: {
          Type: 'AWS::SES::ReceiptRule',
          Properties: {
            RuleSetName: 'active',
            Rule: {
              Enabled: true,
              Actions: [{ S3Action: { BucketName: { Ref: 'Bucket' }, TopicArn: { Ref: 'Topic' } } }],
            },
          },
        },
      },
    });
    expect(receiptRules).toEqual([
      {
        logicalId: 'Rule',
        ruleSet: 'active',
        recipients: [],
        actions: [{ kind: 's3', bucket: 'stack-bucket', prefix: '', topicArn: arn('sns', 'Stack-Topic') }],
      },
    ]);
  });

  test('follows versions and aliases to their function', () => {
    const { eventSourceMappings } = readTemplate({
      Resources: {
        Role: role,
        Queue: { Type: 'AWS::SQS::Queue' },
        Function: lambdaFunction(),
        Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Function' } } },
        Alias: {
          Type: 'AWS::Lambda::Alias',
          Properties: { FunctionName: { Ref: 'Function' }, Name: 'live' },
        },
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Alias' } },
        },
      },
    });
    expect(eventSourceMappings[0]?.functionArn).toBe(arn('lambda', 'function:Stack-Function'));
  });
});

describe('what would not work here as on AWS is refused by name', () => {
  const api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } };
  const stage = {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' },
  };
  const integration = (changes: Record<string, string>) => ({
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
      PayloadFormatVersion: '2.0',
      ...changes,
    },
  });
  const route = (changes: Record<string, string> = {}) => ({
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'ANY /',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      ...changes,
    },
  });
  const rule = (Properties: Record<string, unknown>) => ({ Rule: { Type: 'AWS::Events::Rule', Properties } });
  const mapping = (source: string) => ({
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: source, FunctionName: { Ref: 'Function' } },
    },
  });

  test.each([
    [
      'a type nobody knows',
      { Thing: { Type: 'AWS::Unknown::Thing' } },
      /Thing \(AWS::Unknown::Thing\).*WITHOUT_EFFECT/,
    ],
    ['another runtime', { Function: lambdaFunction({ Runtime: 'python3.13' }) }, /Function.*"python3\.13"/],
    ['a layer', { Function: lambdaFunction({ Layers: ['arn'] }) }, /Function uses Lambda layers/],
    [
      'code from elsewhere',
      { Function: lambdaFunction({ Code: { S3Key: 'other.zip' } }) },
      /code of Function/,
    ],
    [
      'an authorizer',
      { Api: api, Stage: stage, Integration: integration({}), Route: route({ AuthorizationType: 'JWT' }) },
      /Route has an authorizer/,
    ],
    [
      'payload format 1.0',
      { Api: api, Stage: stage, Integration: integration({ PayloadFormatVersion: '1.0' }), Route: route() },
      /Integration is no Lambda integration with payload 2\.0/,
    ],
    ['an API without a stage', { Api: api }, /Api has 0 stages/],
    [
      'a rule with an event pattern',
      rule({ EventPattern: { source: ['a'] } }),
      /Rule waits for events of a bus/,
    ],
    [
      'an input transformer',
      rule({ ScheduleExpression: 'rate(1 day)', Targets: [{ Arn: 'a', InputTransformer: {} }] }),
      /Rule transforms its input/,
    ],
    ['another event source', mapping('arn:aws:kinesis:eu-west-1:0:stream/a'), /Mapping reads from kinesis/],
    [
      'an unknown managed policy',
      {
        Other: {
          Type: 'AWS::IAM::Role',
          Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/Everything'] },
        },
      },
      /Other has the managed policy arn:aws:iam::aws:policy\/Everything/,
    ],
    [
      'S3 notifications',
      { Bucket: { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: {} } } },
      /Bucket sends S3 notifications/,
    ],
    [
      'properties of a wrong form',
      { Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: [] } } },
      /Queue \(AWS::SQS::Queue\)/,
    ],
  ])('%s', (_name, resources, message) => {
    const read = () => readTemplate({ Resources: { Role: role, Function: lambdaFunction(), ...resources } });
    expect(read).toThrow(message);
  });

  test('a folder without exactly one stack', () => {
    const folder = writeAssembly({ Resources: {} });
    const place = { region: 'r', accountId: '0', queueUrl: String, apiUrl: String };
    expect(readStack(folder, place).queues).toEqual([]);
    const artifacts = { A: { type: 'aws:cloudformation:stack' }, B: { type: 'aws:cloudformation:stack' } };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
    expect(() => readStack(folder, place)).toThrow(/takes one stack; .* has: A, B/);
    expect(() => readStack(join(folder, 'nowhere'), place)).toThrow(/npm run synth/);
  });
});
