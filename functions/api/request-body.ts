import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { BodyTooLargeError, InvalidRequestError, PayloadError } from '../errors.ts';
import { parseJson } from '../text/json.ts';

/** What a request may send at most, bytes. */
export const MAX_BODY_BYTES = 256 * 1024;

const JSON_TYPE = /^application\/json *(;|$)/i;

export interface RequestBody {
  contentType: string | undefined;
  bytes: Buffer;
}

/** The body of a route that takes none. */
export const noBody = z.undefined('This route takes no body');

/** The bytes that came over the wire, unread. */
export function requestBody({ headers, body = '', isBase64Encoded }: APIGatewayProxyEventV2): RequestBody {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return { contentType: headers['content-type'], bytes };
}

function parsed({ contentType, bytes }: RequestBody): unknown {
  if (bytes.length === 0) return undefined;
  if (bytes.length > MAX_BODY_BYTES)
    throw new BodyTooLargeError(`The body has ${bytes.length} bytes; at most ${MAX_BODY_BYTES} are read`);
  if (!JSON_TYPE.test(contentType ?? ''))
    throw new InvalidRequestError('Send JSON, and the header Content-Type: application/json');
  try {
    return parseJson(bytes);
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    throw new InvalidRequestError(`The body cannot be read: ${error.message}`);
  }
}

type Issue = z.core.$ZodIssue;

/** How well an alternative fits what was sent: the deeper its first mistake, and the fewer fields it does not know. */
function closeness(issues: readonly Issue[]): number {
  const depth = Math.max(0, ...issues.map(({ path }) => path.length));
  return depth - (issues.some(({ code }) => code === 'unrecognized_keys') ? 0.5 : 0);
}

/** The first mistake; of alternatives, that of the one which the sender most likely meant. */
function firstMistake(
  issue: Issue,
  above: readonly PropertyKey[] = [],
): { path: PropertyKey[]; message: string } {
  const path = [...above, ...issue.path];
  const meant =
    issue.code === 'invalid_union'
      ? issue.errors.toSorted((a, b) => closeness(b) - closeness(a))[0]
      : undefined;
  const inner = meant?.[0];
  return inner === undefined ? { path, message: issue.message } : firstMistake(inner, path);
}

/** A JSON pointer: https://www.rfc-editor.org/rfc/rfc6901 */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * Reads a request's body by its schema. Throws BodyTooLargeError, and InvalidRequestError with a JSON pointer to
 * the first thing that is wrong.
 */
export function readBody<Body extends z.ZodType>(schema: Body, body: RequestBody): z.output<Body> {
  const result = schema.safeParse(parsed(body));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const { path, message } = issue ? firstMistake(issue) : { path: [], message: 'The body is wrong' };
  throw new InvalidRequestError(message, path.length > 0 ? { pointer: jsonPointer(path) } : {});
}
