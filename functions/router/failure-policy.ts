import * as z from 'zod';
import { DeliveryError } from '../errors.ts';

const MAX_DELAY_SECONDS = 15 * 60;

/** After so many failures of its own an event is set aside, so that its group goes on. */
export const MAX_ATTEMPTS = 5;

/** What AWS and the network throw, as far as it says whose fault it was. */
const faultSchema = z.object({
  name: z.string(),
  code: z.string().optional().catch(undefined),
  $fault: z.string().optional().catch(undefined),
  $retryable: z.unknown().optional(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
  CancellationReasons: z
    .array(z.object({ Code: z.string().optional() }))
    .optional()
    .catch(undefined),
});

const networkCodes = /^(E(?!RR_)[A-Z_]+|UND_ERR_.+)$/;
const troubleNames =
  /Throttl|TooManyRequests|ProvisionedThroughputExceeded|RequestLimitExceeded|Timeout|InternalServerError|InternalFailure|ServiceUnavailable|TransactionConflict|TransactionInProgress|ReplicatedWriteConflict/;

/**
 * True for trouble of the engine (throttle, 5xx, time-out, network, conflict): the event is not to blame, and goes
 * back to the queue however often. Errors are told by their shape, as two copies of a client make two classes.
 */
export function isEngineTrouble(error: unknown): boolean {
  if (error instanceof DeliveryError) return error.retryable;
  const { data: fault } = faultSchema.safeParse(error);
  if (fault === undefined) return false;
  const reasons = fault.CancellationReasons?.map(({ Code }) => Code ?? '') ?? [];
  return (
    fault.$fault === 'server' ||
    fault.$retryable !== undefined ||
    (fault.$metadata?.httpStatusCode ?? 0) >= 500 ||
    networkCodes.test(fault.code ?? '') ||
    troubleNames.test(fault.name) ||
    reasons.some((reason) => troubleNames.test(reason))
  );
}

/** True for an item that has reached DynamoDB's 400 KB: no later try will find room, so none is made. */
export function isHopeless(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationException' && /^item size/i.test(error.message);
}

/** A failure that is the event's own, with how often it has failed. */
export class FailedAttemptError extends Error {
  override readonly name = 'FailedAttemptError';
  readonly attempts: number;

  constructor(attempts: number, cause: unknown) {
    super(`The event failed for the ${attempts}. time`, { cause });
    this.attempts = attempts;
  }
}

/** Seconds until a failed record is tried again: doubles with each try, up to 15 minutes. */
export function retryDelay(tries: number, baseSeconds: number): number {
  return Math.min(MAX_DELAY_SECONDS, baseSeconds * 2 ** Math.max(0, tries - 1));
}
