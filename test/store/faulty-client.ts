import { DynamoDBClient, type ServiceInputTypes, type ServiceOutputTypes } from '@aws-sdk/client-dynamodb';
import type { InitializeMiddleware } from '@smithy/types';
import type { JourneyTable } from '../../functions/store/journey-table.ts';

export type Middleware = InitializeMiddleware<ServiceInputTypes, ServiceOutputTypes>;

/** The same table through a client of its own, whose every call passes the middleware. */
export async function through(table: JourneyTable, middleware: Middleware): Promise<JourneyTable> {
  const { endpoint, region, credentials, signer } = table.client.config;
  const client = new DynamoDBClient({
    ...(endpoint && { endpoint }),
    region,
    credentials,
    signer,
    maxAttempts: 1,
  });
  client.middlewareStack.add(middleware, { step: 'initialize', name: 'test' });
  return { ...table, client };
}

/** What a worker dies of in the middle: told apart from anything the code could throw. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** A table whose `nth` call (from 0) never gets out, or is carried out without an answer; all later ones fail too. */
export function killedAt(table: JourneyTable, nth: number, when: 'before' | 'after'): Promise<JourneyTable> {
  let calls = 0;
  return through(table, (next) => async (args) => {
    const call = calls;
    calls += 1;
    if (call > nth || (call === nth && when === 'before')) throw new Killed();
    const answer = await next(args);
    if (call === nth) throw new Killed();
    return answer;
  });
}

/**
 * A table whose `nth` write (from 0) is carried out without an answer; whatever comes later fails too. Killed at a read
 * is killed after the write before it.
 */
export function killedAtWrite(table: JourneyTable, nth: number): Promise<JourneyTable> {
  let writes = 0;
  return through(table, (next, { commandName = '' }) => async (args) => {
    if (writes > nth) throw new Killed();
    const answer = await next(args);
    if (!/^(Put|Update|Delete|TransactWrite|BatchWrite)/.test(commandName)) return answer;
    writes += 1;
    if (writes > nth) throw new Killed();
    return answer;
  });
}

/** A table whose `nth` call (from 0) waits until `meanwhile` is done: what another worker does in between. */
export async function interrupted(
  table: JourneyTable,
  nth: number,
  meanwhile: () => Promise<unknown>,
): Promise<{ table: JourneyTable; wasInterrupted: () => boolean }> {
  let calls = 0;
  const own = await through(table, (next) => async (args) => {
    const call = calls;
    calls += 1;
    if (call === nth) await meanwhile();
    return next(args);
  });
  return { table: own, wasInterrupted: () => calls > nth };
}
