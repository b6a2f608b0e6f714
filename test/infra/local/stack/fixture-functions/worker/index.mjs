import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const table = new DynamoDBClient();
const TableName = process.env.TABLE_NAME;

async function write({ id, group }) {
  await table.send(
    new PutItemCommand({
      TableName,
      Item: { pk: { S: `NOTE#${id}` }, sk: { S: 'NOTE' }, kind: { S: 'note' }, group: { S: group } },
    }),
  );
  await table.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: `GROUP#${group}` }, sk: { S: 'GROUP' } },
      UpdateExpression: 'SET ids = list_append(if_not_exists(ids, :none), :id)',
      ExpressionAttributeValues: { ':none': { L: [] }, ':id': { L: [{ S: id }] } },
    }),
  );
}

/** Writes notes in order; a note that fails holds back the later ones of its group. */
export const handler = async ({ Records }) => {
  console.log(`batch of ${Records.length}`);
  const stopped = new Set();
  const batchItemFailures = [];
  for (const { messageId, body, attributes } of Records) {
    const note = JSON.parse(body);
    const first = attributes.ApproximateReceiveCount === '1';
    if (note.mode === 'sleep' && first) await new Promise((resolve) => setTimeout(resolve, 60_000));
    if (note.mode === 'poison' || (note.mode === 'fail-once' && first)) stopped.add(note.group);
    if (stopped.has(note.group)) batchItemFailures.push({ itemIdentifier: messageId });
    else await write(note);
  }
  return { batchItemFailures };
};
