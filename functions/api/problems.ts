import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import {
  BodyTooLargeError,
  ConfigurationError,
  ConflictError,
  DeliveryError,
  InvalidRequestError,
  NotFoundError,
  UnauthorizedError,
} from '../errors.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import { log } from '../telemetry/log.ts';
import { count } from '../telemetry/metrics.ts';
import type { problemView } from './views/problem.ts';

/** Every problem there is; docs/api.md says what to do about each. */
export const problems = {
  'invalid-request': { status: 400, title: 'The request is wrong' },
  unauthorized: { status: 401, title: 'No valid token' },
  'not-found': { status: 404, title: 'There is no such thing in this brand' },
  'unknown-path': { status: 404, title: 'The API has no such path' },
  'method-not-allowed': { status: 405, title: 'This method is not allowed here' },
  conflict: { status: 409, title: 'The state has moved on' },
  'too-large': { status: 413, title: 'The request is too large' },
  internal: { status: 500, title: 'Something of ours failed' },
  unavailable: { status: 503, title: 'Busy: try again soon' },
} as const;
export type ProblemName = keyof typeof problems;

export const PROBLEM_TYPE = 'urn:throughline:problem:';

interface Problem {
  name: ProblemName;
  /** Only what may be shown to any caller. */
  detail?: string | undefined;
  pointer?: string | undefined;
  headers?: Record<string, string>;
}

/** How AWS says that it is busy: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const BUSY: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TimeoutError',
]);
/** A server's fault, whatever its name, or the network's. */
const trouble = z.union([
  z.object({ $metadata: z.object({ httpStatusCode: z.number().min(500) }) }),
  z.object({ code: z.string().regex(/^E(?!RR_)[A-Z]+$/) }),
]);

function unauthorized(error: UnauthorizedError, event: APIGatewayProxyEventV2): Problem {
  const reason = event.headers.authorization === undefined ? '' : ', error="invalid_token"';
  const headers = { 'www-authenticate': `Bearer realm="throughline"${reason}` };
  return { name: 'unauthorized', detail: error.message, headers };
}

function isBusy(error: unknown): boolean {
  if (error instanceof DeliveryError) return error.retryable;
  return error instanceof Error && (BUSY.has(error.name) || trouble.safeParse(error).success);
}

/** What a caller is told of an error. Messages of other errors than our own may hold anything: they stay here. */
function problemOf(error: unknown, event: APIGatewayProxyEventV2): Problem {
  if (error instanceof UnauthorizedError) return unauthorized(error, event);
  if (error instanceof NotFoundError) return { name: 'not-found', detail: error.message };
  if (error instanceof ConflictError) return { name: 'conflict', detail: error.message };
  if (error instanceof InvalidRequestError)
    return { name: 'invalid-request', detail: error.message, pointer: error.pointer };
  if (error instanceof BodyTooLargeError) return { name: 'too-large', detail: error.message };
  if (isBusy(error)) return { name: 'unavailable', headers: { 'retry-after': '1' } };
  return { name: 'internal' };
}

/** An error as RFC 9457 wants it. */
export function problemResponse(
  { name, detail, pointer, headers }: Problem,
  event: APIGatewayProxyEventV2,
): APIGatewayProxyStructuredResultV2 {
  const { requestId } = event.requestContext;
  const problem: z.input<typeof problemView> = {
    type: `${PROBLEM_TYPE}${name}`,
    ...problems[name],
    ...(detail !== undefined && { detail }),
    ...(pointer !== undefined && { pointer }),
    requestId,
  };
  return {
    statusCode: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(problem),
  };
}

function report(error: unknown, requestId: string): void {
  count(error instanceof ConfigurationError ? 'ConfigurationFailure' : 'ApiFailure');
  log.error('The API failed', { requestId, ...errorFields(error) });
}

/** Answers every error of the API; those that are ours are counted and logged. */
export function answerProblems(): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError(request) {
      const problem = problemOf(request.error, request.event);
      if (problems[problem.name].status >= 500) report(request.error, request.event.requestContext.requestId);
      request.response = problemResponse(problem, request.event);
    },
  };
}
