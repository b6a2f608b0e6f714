import * as z from 'zod';
import { type Account, tableArn } from './account.ts';
import type { Permission } from './call.ts';
import { distinct, notServed, parseJson, RequestRefusal, type Understood } from './understood.ts';

const named = z.object({ TableName: z.string() });
const input = z.object({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  StreamArn: z.string().optional(),
  ShardIterator: z.string().optional(),
  ResourceArn: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).optional(),
  TransactItems: z.array(z.record(z.string(), named)).optional(),
});
type Input = z.infer<typeof input>;

const itemActions: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** Understands calls of DynamoDB and its streams; remembers which stream an iterator belongs to. */
export class DynamodbCalls {
  private readonly account: Account;
  private readonly streams = new Map<string, string>();

  constructor(account: Account) {
    this.account = account;
  }

  /** Throws RequestRefusal for a body that is no JSON and for calls that are not served. */
  understand(target: string, bytes: Buffer): Understood {
    const action = target.slice(target.indexOf('.') + 1);
    const body = parseJson(bytes);
    const call = input.safeParse(body);
    if (!call.success) {
      const message = `${action}: a member has the wrong type`;
      throw new RequestRefusal({ status: 400, code: 'SerializationException', message });
    }
    return { action, body, permissions: distinct(this.permissionsOf(action, call.data)) };
  }

  private permissionsOf(action: string, call: Input): Permission[] {
    if (/Statement$/.test(action)) throw notServed(`PartiQL (${action})`);
    const { account } = this;
    if (call.TransactItems !== undefined)
      return call.TransactItems.flatMap((item) => itemPermissions(account, item));
    if (call.RequestItems !== undefined) {
      const tables = Object.keys(call.RequestItems);
      return tables.map((table) => ({ action: `dynamodb:${action}`, resource: tableArn(account, table) }));
    }
    return [{ action: `dynamodb:${action}`, resource: this.resourceOf(action, call) }];
  }

  private resourceOf(action: string, call: Input): string {
    const { TableName, IndexName, StreamArn, ShardIterator, ResourceArn } = call;
    if (StreamArn !== undefined) return this.remember(StreamArn);
    if (ShardIterator !== undefined) return this.streamOf(ShardIterator);
    if (action === 'ListStreams') return `${tableArn(this.account, TableName ?? '*')}/stream/*`;
    if (TableName === undefined) return ResourceArn ?? '*';
    const table = tableArn(this.account, TableName);
    return IndexName === undefined ? table : `${table}/index/${IndexName}`;
  }

  private remember(streamArn: string): string {
    const table = /:table\/([^/]+)\/stream\//.exec(streamArn)?.[1];
    if (table !== undefined) this.streams.set(table, streamArn);
    return streamArn;
  }

  /** The iterator names its table; the stream is the one it was asked for. */
  private streamOf(iterator: string): string {
    const stream = this.streams.get(tableOfIterator(iterator));
    if (stream !== undefined) return stream;
    const message = 'Iterator expired.  The iterator was created before the endpoint started.';
    throw new RequestRefusal({ status: 400, code: 'ExpiredIteratorException', message });
  }
}

/** dynoxide's iterators are JSON in base64, those of DynamoDB Local carry the ARN of the stream. */
function tableOfIterator(iterator: string): string {
  const text = iterator.includes('|') ? iterator : Buffer.from(iterator, 'base64').toString();
  return /"table_name":"([^"]+)"|:table\/([^/]+)\/stream\//.exec(text)?.slice(1).find(Boolean) ?? '';
}

function itemPermissions(account: Account, item: Record<string, { TableName: string }>): Permission[] {
  return Object.entries(item).map(([kind, { TableName }]) => ({
    action: `dynamodb:${itemActions[kind] ?? kind}`,
    resource: tableArn(account, TableName),
  }));
}
