import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { through } from './faulty-client.ts';

/** What calls cost: by DynamoDB's own account (ConsumedCapacity), table and index together. */
export interface Cost {
  reads: number;
  readUnits: number;
  writes: number;
  writeUnits: number;
  /** Names of the calls, in order. */
  calls: string[];
}

const READS = /^(Get|BatchGet|Query|Scan)/;

interface Capacity {
  CapacityUnits?: number | undefined;
}

function unitsOf(answer: unknown): number {
  if (typeof answer !== 'object' || answer === null || !('ConsumedCapacity' in answer)) return 0;
  const given = answer.ConsumedCapacity;
  const all: Capacity[] = Array.isArray(given) ? given : [given ?? {}];
  return all.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

/** The same table through a client that counts. A condition that does not hold costs too, and is counted as one unit. */
export async function metered(table: JourneyTable): Promise<{ table: JourneyTable; cost: Cost }> {
  const cost: Cost = { reads: 0, readUnits: 0, writes: 0, writeUnits: 0, calls: [] };
  const counted = await through(table, (next, context) => async (args) => {
    const name = String(context.commandName).replace('Command', '');
    cost.calls.push(name);
    const kind = READS.test(name) ? 'read' : 'write';
    cost[`${kind}s`] += 1;
    try {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'INDEXES' } });
      cost[`${kind}Units`] += unitsOf(answer.output);
      return answer;
    } catch (error) {
      cost.writeUnits += 1;
      throw error;
    }
  });
  return { table: counted, cost };
}
