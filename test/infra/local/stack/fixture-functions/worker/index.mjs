import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';

const table = new DynamoDBClient();
const TableName = process.env.TABLE_NAME;

/** Writes a note and its place in the group, once. */
async function write({ id, group }) {
  const Item = { pk: { S: `NOTE#${id}` }, sk: { S: 'NOTE' }, kind: { S: 'note' }, group: { S: group } };
  const Put = { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' };
  const Update = {
    TableName,
    Key: { pk: { S: `GROUP#${group}` }, sk: { S: 'GROUP' } },
    UpdateExpression: 'SET ids = list_append(if_not_exists(ids, :none), :id)',
    ExpressionAttributeValues: { ':none': { L: [] }, ':id': { L: [{ S: id }] } },
  };
  try {
    await table.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Update }] }));
  } catch (error) {
    if (error.CancellationReasons?.[0]?.Code !== 'ConditionalCheckFailed') throw error;
  }
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
