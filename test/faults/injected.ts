import * as z from 'zod';
import type { Call, OnCall, Verdict } from '../../infra/local/aws/call.ts';
import { pick, type Random } from './random.ts';
import { replay } from './replay.ts';
import type { Throughline } from './throughline.ts';

const failed = (status: number, code: string): Verdict => ({
  kind: 'error',
  status,
  code,
  message: 'Injected by a test',
});

/** What each service answers when it has too much to do. */
const throttles: Readonly<Record<Call['service'], readonly Verdict[]>> = {
  dynamodb: [failed(400, 'ProvisionedThroughputExceededException'), failed(400, 'ThrottlingException')],
  sqs: [failed(403, 'RequestThrottled')],
  s3: [failed(503, 'SlowDown')],
  secretsmanager: [failed(400, 'ThrottlingException')],
  sns: [],
};
const broken = [failed(500, 'InternalServerError'), failed(503, 'ServiceUnavailable')];
const lostAnswer: Verdict = { kind: 'lostAnswer' };

/** Somebody else writes the same thing first: the call then meets a condition that really does not hold. */
const rival = Symbol('rival');
type Fault = Verdict | typeof rival;

function conflictOf({ action }: Call): Verdict {
  if (action !== 'TransactWriteItems') return failed(400, 'TransactionConflictException');
  return {
    kind: 'error',
    status: 400,
    code: 'TransactionCanceledException',
    message: 'Transaction cancelled [TransactionConflict, None, None, None]',
    cancellationReasons: ['TransactionConflict', 'None', 'None', 'None'],
  };
}

const batch = z.object({ Entries: z.array(z.unknown()) });

/** The last of a batch: with another one its followers would overtake it, and may open its conversation. */
function refuseLast({ body }: Call): Verdict {
  return { kind: 'refuseEntries', indexes: [batch.parse(body).Entries.length - 1] };
}

/** Kinds of fault, each as likely as the others. */
function kindsOf(call: Call): readonly (readonly Fault[])[] {
  const common = [throttles[call.service], broken, [lostAnswer]];
  if (call.action === 'SendMessageBatch') return [...common, [refuseLast(call)]];
  const isWrite = /^(PutItem|UpdateItem|TransactWriteItems)$/.test(call.action);
  return isWrite ? [...common, [conflictOf(call)], [rival]] : common;
}

export interface Injection {
  onCall: OnCall;
  /** How many calls there were, and what was done to how many. */
  counts: { calls: number; faults: Map<string, number> };
}

export interface Trouble {
  /** Part of all calls that fail, 0 to 1. */
  rate: number;
  /** After so many calls AWS is well again. */
  calls: number;
}

/** One fault comes whatever the dice say: else one run in two hundred has none at 1 %. */
const CALLS_BEFORE_THE_FIRST = 20;

/** Lets a part of the functions' calls fail, each in a way that its service may. */
export function injectFaults(throughline: Throughline, random: Random, trouble: Trouble): Injection {
  const counts: Injection['counts'] = { calls: 0, faults: new Map() };
  return {
    counts,
    async onCall(call) {
      if (call.principal === 'operator') return undefined;
      counts.calls += 1;
      const isFirst = counts.calls === CALLS_BEFORE_THE_FIRST;
      if (!isFirst && (counts.calls > trouble.calls || random() >= trouble.rate)) return undefined;
      const fault = pick(random, pick(random, kindsOf(call)));
      const name = fault === rival ? 'rival' : fault.kind === 'error' ? fault.code : fault.kind;
      counts.faults.set(name, (counts.faults.get(name) ?? 0) + 1);
      if (fault !== rival) return fault;
      await replay(
        throughline,
        call,
        call.action === 'TransactWriteItems' ? { ClientRequestToken: 'rival' } : {},
      );
      return undefined;
    },
  };
}
