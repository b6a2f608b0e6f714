import { describe, expect, it } from 'vitest';
import { EngineView } from '../../../../infra/local/aws/engine-view.ts';

const account = { region: 'eu-west-1', accountId: '000000000000' };
const view = () => new EngineView(account, (name) => `http://127.0.0.1:1/000000000000/${name}`);
const ours = 'arn:aws:dynamodb:eu-west-1:000000000000:table/journey/stream/1';
const theirs = ours.replace('eu-west-1', 'ddblocal');

// DynamoDB Local, unlike dynoxide, wants its own region back.
describe('the ARNs of whatever engine LOCAL_DYNAMODB_ENDPOINT names', () => {
  it('are learned from its answers and given back to it', () => {
    const engine = view();
    const answer = engine.toCaller('dynamodb', 'DescribeTable', JSON.stringify({ LatestStreamArn: theirs }));
    expect(JSON.parse(answer)).toEqual({ LatestStreamArn: ours });
    const request = engine.toEngine(
      'dynamodb',
      'DescribeStream',
      Buffer.from(JSON.stringify({ StreamArn: ours })),
    );
    expect(JSON.parse(request.toString())).toEqual({ StreamArn: theirs });
  });
});

describe('items and messages', () => {
  it('pass as they are', () => {
    const body = Buffer.from(JSON.stringify({ Item: { pk: { S: ours } } }));
    expect(view().toEngine('dynamodb', 'PutItem', body)).toBe(body);
    expect(view().toEngine('sqs', 'SendMessage', body)).toBe(body);
    expect(view().changesAnswer('dynamodb', 'GetItem')).toBe(false);
    expect(view().changesAnswer('dynamodb', 'DeleteItem')).toBe(false);
    expect(view().changesAnswer('sqs', 'ReceiveMessage')).toBe(false);
  });
});
