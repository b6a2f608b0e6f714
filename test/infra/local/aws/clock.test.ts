import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostSignature } from '../../../../infra/local/clients/engine-call.ts';
import { region } from '../engines/engine-fixture.ts';
import { type AwsFixture, openAws } from './aws-fixture.ts';

const YEAR = 365 * 24 * 3_600_000;

let aws: AwsFixture;
beforeAll(async () => {
  aws = await openAws();
  aws.clock.set(YEAR);
});
afterAll(() => aws.close());

// A client that takes its clock for wrong signs anew and tries again, whatever the error was.
it.each([
  { what: 'an answer of DynamoDB', service: 'dynamodb', target: 'DynamoDB_20120810.ListTables', status: 200 },
  { what: 'its error', service: 'dynamodb', target: 'DynamoDB_20120810.DescribeTable', status: 400 },
  { what: 'an answer of SQS', service: 'sqs', target: 'AmazonSQS.ListQueues', status: 200 },
  {
    what: 'the error of a secret',
    service: 'secretsmanager',
    target: 'secretsmanager.GetSecretValue',
    status: 400,
  },
])("$what tells the stack's time", async ({ service, target, status }) => {
  const response = await fetch(aws.endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      authorization: hostSignature(service, region).replace('host/', 'OPERATOR/'),
    },
    body: JSON.stringify(status === 200 ? {} : { TableName: 'nowhere', SecretId: 'nothing' }),
  });
  expect(response.status).toBe(status);
  const told = Date.parse(response.headers.get('date') ?? '');
  expect(Math.abs(told - aws.clock.now())).toBeLessThan(10_000);
});
