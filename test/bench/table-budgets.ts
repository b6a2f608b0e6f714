import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { startDynoxide } from '../../infra/local/engines/dynamodb/dynoxide-process.ts';
import { HOUR, message, moving, noon, routingOf } from '../router/events.ts';
import { tableInput } from '../store/journey-fixture.ts';
import { type Cost, metered } from '../store/metered-client.ts';
import type { Measurement } from './measurement.ts';

interface Case {
  of: string;
  before: InteractionEvent[];
  event: InteractionEvent;
  /** Of the design; undefined where it sets none. */
  budget?: { writeUnits: number; reads: number };
}

const known = message({ id: 'SM1', atMs: -HOUR });
const lapsed = message({ id: 'SM0', atMs: -200 * HOUR });
/** The longest whose item stays within 1 KB. */
const usual = message({ id: 'SM00000000000000000000000000000002', text: 'x'.repeat(300) });
const sent = message({ id: 'SM3', direction: 'outbound' });
const delivered = moving('SM3', 0, { type: 'receipt', status: 'delivered' });

const cases: Case[] = [
  {
    of: 'known person, open conversation',
    before: [known],
    event: usual,
    budget: { writeUnits: 3, reads: 2 },
  },
  { of: 'duplicate', before: [known, usual], event: usual, budget: { writeUnits: 0, reads: 2 } },
  { of: 'first contact of a person', before: [], event: usual },
  { of: 'new conversation of a known person', before: [lapsed], event: usual },
  { of: 'receipt', before: [sent], event: delivered },
];

async function costOf(client: DynamoDBClient, tableName: string, { before, event }: Case): Promise<Cost> {
  const table = { client, tableName };
  await client.send(new CreateTableCommand(tableInput(tableName)));
  for (const earlier of before) await routeEvent(routingOf(table), earlier);
  const meter = await metered(table);
  await routeEvent(routingOf(meter.table, noon), event);
  return meter.cost;
}

function rowOf({ of, budget }: Case, { writeUnits, reads, readUnits }: Cost): Measurement {
  const row = {
    what: 'Table: a message',
    of,
    value: `${writeUnits} write units; ${reads} reads (${readUnits} read units)`,
  };
  if (budget === undefined) return row;
  const isMet = writeUnits <= budget.writeUnits && reads <= budget.reads;
  return {
    ...row,
    goal: { text: `≤ ${budget.writeUnits} write units; ≤ ${budget.reads} reads`, isMet },
  };
}

/** What DynamoDB says each kind of message consumed, table and index together. */
export async function tableBudgets(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const engine = await startDynoxide(folder);
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint: engine.url, region: 'eu-west-1', credentials });
  try {
    const rows: Measurement[] = [];
    for (const [index, each] of cases.entries())
      rows.push(rowOf(each, await costOf(client, `bench-${index}`, each)));
    return rows;
  } finally {
    client.destroy();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
