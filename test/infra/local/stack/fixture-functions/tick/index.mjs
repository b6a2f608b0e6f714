import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const table = new DynamoDBClient();

export const handler = async (event) => {
  const Item = { pk: { S: 'TICKS' }, sk: { S: event.time }, seen: { S: new Date().toISOString() } };
  await table.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item }));
};
