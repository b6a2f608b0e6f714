import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { makeQueue, openEngines } from './engine-fixture.ts';
import { makeTable } from './table-fixture.ts';

/** Started by a test that kills it: brings the engines up, writes, and says where its DynamoDB is. */
const [folder = ''] = process.argv.slice(2);
const { engines, dynamodb, sqs } = await openEngines(folder);
await makeTable(dynamodb, 'kept');
const Item = { pk: { S: 'kept' }, sk: { S: 'kept' } };
await dynamodb.send(new PutItemCommand({ TableName: 'kept', Item }));
await (await makeQueue(sqs, { FifoQueue: 'true' }, 'kept.fifo')).send('kept', 'g');
process.send?.(engines.dynamodb);
