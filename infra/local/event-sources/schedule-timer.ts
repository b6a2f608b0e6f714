import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from '../clients/queues.ts';
import { waitUntil } from '../clock-wait.ts';
import type { Clock } from '../engines/clock.ts';
import type { Schedule } from '../template/schedules.ts';
import { parseSchedule } from './cron.ts';
import type { EventSource } from './event-source.ts';

export type ScheduleTimerOptions = {
  schedule: Schedule;
  region: string;
  accountId: string;
  clock: Clock;
  invokeLater(functionArn: string, payload: string): void;
  send(queueArn: string, message: OutgoingMessage): Promise<void>;
};

/**
 * Starts its target whenever it is due by the clock. When the clock jumps over several times it starts once and goes
 * on from there. Throws for an expression or a target that is not known.
 */
export function startScheduleTimer(options: ScheduleTimerOptions): EventSource {
  const { schedule, clock } = options;
  const nextDue = parseSchedule(schedule.expression, schedule.timeZone);
  const service = schedule.targetArn.split(':')[2];
  if (service !== 'lambda' && service !== 'sqs')
    throw new Error(
      `${schedule.logicalId} targets ${service}; the local deployment knows functions and queues.`,
    );
  const abort = new AbortController();
  const running = (async () => {
    let due = nextDue(clock.now());
    while (due !== undefined && !abort.signal.aborted) {
      await waitUntil(clock, due, abort.signal);
      if (abort.signal.aborted) return;
      await fire(options, due).catch((error: unknown) =>
        console.error(`${schedule.logicalId}: ${String(error)}`),
      );
      due = nextDue(clock.now());
    }
  })();
  return {
    busy: () => false,
    catchUp: async () => {},
    async stop() {
      abort.abort();
      await running;
    },
  };
}

async function fire(options: ScheduleTimerOptions, dueMs: number): Promise<void> {
  const { schedule, invokeLater, send } = options;
  const payload = payloadOf(options, dueMs);
  if (schedule.targetArn.split(':')[2] === 'lambda') invokeLater(schedule.targetArn, payload);
  else await send(schedule.targetArn, { body: payload, groupId: schedule.messageGroupId });
}

function payloadOf({ schedule, region, accountId }: ScheduleTimerOptions, dueMs: number): string {
  const id = randomUUID();
  const time = new Date(dueMs).toISOString().replace(/\.\d+Z$/, 'Z');
  if (schedule.input !== undefined)
    return schedule.input
      .replaceAll('<aws.scheduler.scheduled-time>', time)
      .replaceAll('<aws.scheduler.execution-id>', id)
      .replaceAll('<aws.scheduler.schedule-arn>', schedule.arn)
      .replaceAll('<aws.scheduler.attempt-number>', '1');
  const isRule = schedule.arn.includes(':events:');
  return JSON.stringify({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: isRule ? 'aws.events' : 'aws.scheduler',
    account: accountId,
    time,
    region,
    resources: [schedule.arn],
    detail: isRule ? {} : '{}',
  });
}
