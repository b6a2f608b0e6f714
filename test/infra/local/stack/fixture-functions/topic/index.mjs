import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const table = new DynamoDBClient();

export const handler = async ({ Records }) => {
  for (const { EventSource, Sns } of Records) {
    const Item = { pk: { S: 'NEWS' }, sk: { S: Sns.Message }, source: { S: EventSource } };
    await table.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item }));
  }
};
