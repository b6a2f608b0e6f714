import type { SQSRecord } from 'aws-lambda';
import { PayloadError } from '../errors.ts';
import type { Finding } from '../identity/identify.ts';
import type { InteractionEvent } from '../interaction/event.ts';
import { eventId } from '../interaction/event-ids.ts';
import { fullDigest } from '../interaction/ids.ts';
import { decodeEvent } from '../interaction/queue-message.ts';
import { countFailure, forgetFailures } from '../store/failures.ts';
import { countClosedCodes } from '../telemetry/codes-closed.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import { log } from '../telemetry/log.ts';
import { count } from '../telemetry/metrics.ts';
import { FailedAttemptError, isEngineTrouble, isHopeless, MAX_ATTEMPTS } from './failure-policy.ts';
import { type Outcome, routeEvent } from './route-event.ts';
import type { Router } from './router.ts';
import { setAside } from './set-aside.ts';

/** The event, or undefined for what no try can ever read. */
function read(record: SQSRecord): InteractionEvent | undefined {
  try {
    return decodeEvent(record.body);
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    log.error('An event cannot be read', { messageId: record.messageId, ...errorFields(error) });
    return undefined;
  }
}

function report(outcome: Outcome, event: InteractionEvent): void {
  if (outcome === 'stub') count('StubWritten', { provider: event.provider });
}

const metricOf = { new: 'IdentityClaimed', joined: 'PeopleJoined', full: 'CustomerFull' } as const;

function tell(finding: Finding): void {
  count(metricOf[finding]);
  // A day without a match must be a zero: an alarm cannot compare what is missing.
  if (finding === 'new') count('PeopleJoined', { value: 0 });
}

/**
 * Counts a failure that is the event's own; the last one sets it aside. Throws FailedAttemptError for the others.
 */
async function giveUpAtLast(
  router: Router,
  record: SQSRecord,
  event: InteractionEvent,
  error: unknown,
): Promise<void> {
  const eventDigest = fullDigest(eventId(event));
  const reason = error instanceof Error ? error.name : typeof error;
  const attempts = await countFailure(router.table, eventDigest, reason, router.clock());
  log.error('An event failed', { messageId: record.messageId, attempts, ...errorFields(error) });
  if (attempts < MAX_ATTEMPTS && !isHopeless(error)) throw new FailedAttemptError(attempts, error);
  await setAside(router, record, { reason, attempts });
  await forgetFailures(router.table, eventDigest);
}

async function handle(router: Router, record: SQSRecord): Promise<void> {
  const event = read(record);
  if (event === undefined) return setAside(router, record, { reason: 'unreadable', attempts: 1 });
  try {
    const { table, windowHours, settings, handoffKey } = router;
    const told = { tell, tellClosed: countClosedCodes };
    const routing = { table, windowHours, settings, handoffKey, now: router.clock(), ...told };
    report(await routeEvent(routing, event), event);
  } catch (error) {
    if (isEngineTrouble(error)) throw error;
    await giveUpAtLast(router, record, event, error);
  }
}

/**
 * Handles one record. Resolves when its effect is in the table or it was set aside; whatever it throws means that
 * the record, and all after it in its group, go back to the queue.
 */
export async function handleRecord(router: Router, record: SQSRecord): Promise<void> {
  try {
    await handle(router, record);
  } catch (error) {
    // Whatever it was, also of counting or setting aside: the batch processor tells nobody.
    log.warn('An event goes back to the queue', { messageId: record.messageId, ...errorFields(error) });
    throw error;
  }
}
