import { type AttributeValue, DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalStack } from '../../../../infra/local/local-stack.ts';

export type Note = { id: string; group: string; mode?: 'fail-once' | 'poison' | 'sleep' };
type Reached = Pick<LocalStack, 'url' | 'credentials' | 'outputs'> & { awsEndpoint: { url: string } };

/** Uses the fixture stack from outside, as its operator. */
export function fixtureClient({ url, awsEndpoint, credentials, outputs }: Reached) {
  const config = { endpoint: awsEndpoint.url, region: 'eu-west-1', credentials };
  const table = new DynamoDBClient(config);
  const files = new S3Client(config);
  const queues = new SQSClient(config);
  const TableName = outputs.TableName;
  return {
    post: (notes: readonly Note[], token = 'secret-1') =>
      fetch(`${url}/webhooks/fixture`, {
        method: 'POST',
        headers: { 'x-token': token },
        body: JSON.stringify(notes),
      }),
    /** Ids of a group's notes in the order in which they were written. */
    async group(group: string): Promise<string[]> {
      const Key = { pk: { S: `GROUP#${group}` }, sk: { S: 'GROUP' } };
      const { Item } = await table.send(new GetItemCommand({ TableName, Key }));
      return Item?.ids?.L?.map(({ S }) => S ?? '') ?? [];
    },
    async items(pk: string): Promise<Record<string, AttributeValue>[]> {
      const { Items } = await table.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: pk } },
        }),
      );
      return Items ?? [];
    },
    async files(Prefix: string): Promise<string[]> {
      const { Contents } = await files.send(new ListObjectsV2Command({ Bucket: outputs.BucketName, Prefix }));
      return Contents?.map(({ Key }) => Key ?? '') ?? [];
    },
    async deadLetters(): Promise<string[]> {
      const { Messages } = await queues.send(
        new ReceiveMessageCommand({
          QueueUrl: outputs.DeadUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 1,
          VisibilityTimeout: 0,
        }),
      );
      return Messages?.map(({ Body }) => Body ?? '') ?? [];
    },
    /** SNS's query protocol; the project has no client of it. */
    async publish(Message: string): Promise<void> {
      const answer = await fetch(awsEndpoint.url, {
        method: 'POST',
        headers: {
          authorization:
            `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/eu-west-1/sns/aws4_request, ` +
            'SignedHeaders=host, Signature=0',
        },
        body: new URLSearchParams({ Action: 'Publish', TopicArn: outputs.TopicArn ?? '', Message }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}
