import {
  BodyTooLargeError,
  ConfigurationError,
  ConflictError,
  DeliveryError,
  InvalidRequestError,
  NotFoundError,
  PayloadError,
  UnauthorizedError,
  WebhookVerificationError,
} from '../errors.ts';
import type { LogFields } from './log.ts';

const taxonomy = [
  BodyTooLargeError,
  ConfigurationError,
  ConflictError,
  DeliveryError,
  InvalidRequestError,
  NotFoundError,
  PayloadError,
  UnauthorizedError,
  WebhookVerificationError,
];

/** Where the error was thrown: the stack behind its message, which may have lines that look like places. */
function placesOf({ stack = '', message }: Error): string {
  const start = stack.indexOf(message);
  const behind = start < 0 ? '' : stack.slice(start + message.length);
  const lines = behind.split('\n').filter((line) => /^\s+at /.test(line));
  return lines
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' | ');
}

/** AWS names what it refused and why, never what was in the call. */
function awsRequestId(error: Error): string | undefined {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null)
    return undefined;
  return 'requestId' in error.$metadata ? String(error.$metadata.requestId) : 'none';
}

/**
 * What may be logged of an error: name and place, and the message only where it is known to be free of customer
 * text (our own taxonomy and answers of AWS). A parser's message, for one, quotes what it could not read.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const requestId = awsRequestId(error);
  const isSafe = requestId !== undefined || taxonomy.some((kind) => error instanceof kind);
  return {
    error: error.name,
    ...(isSafe && { reason: error.message }),
    ...(requestId !== undefined && { awsRequestId: requestId }),
    at: placesOf(error),
  };
}
