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

interface Mistake {
  path: readonly PropertyKey[];
  message: string;
}

const UNKNOWN = 'This route knows no such field';

/** How well an alternative fits what was sent: the deeper its first mistake, and the fewer fields it does not know. */
function closeness(issues: readonly Issue[]): number {
  const depth = Math.max(0, ...issues.map(({ path }) => path.length));
  return depth - (issues.some(({ code }) => code === 'unrecognized_keys') ? 0.5 : 0);
}

/** What an issue says; of alternatives, that of the one which the sender most likely meant. */
function mistakeOf(issue: Issue, above: readonly PropertyKey[] = []): Mistake {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return { path: [...path, issue.keys[0] ?? ''], message: UNKNOWN };
  if (issue.code !== 'invalid_union') return { path, message: issue.message };
  const inner = issue.errors.toSorted((left, right) => closeness(right) - closeness(left))[0]?.[0];
  return inner === undefined ? { path, message: issue.message } : mistakeOf(inner, path);
}

/** A field that was sent and that no schema read, as the place it stands at. */
function unreadField(sent: unknown, read: unknown, above: readonly PropertyKey[] = []): Mistake | undefined {
  if (typeof sent !== 'object' || sent === null || typeof read !== 'object' || read === null)
    return undefined;
  const fields = new Map<string, unknown>(Object.entries(read));
  for (const [name, value] of Object.entries(sent)) {
    const path = [...above, name];
    const found = fields.has(name) ? unreadField(value, fields.get(name), path) : { path, message: UNKNOWN };
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A JSON pointer: https://www.rfc-editor.org/rfc/rfc6901 */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function refuse({ path, message }: Mistake): never {
  throw new InvalidRequestError(message, path.length > 0 ? { pointer: jsonPointer(path) } : {});
}

/**
 * Reads a request's body by its schema, and refuses every field that the schema leaves out, however deep it stands.
 * Throws BodyTooLargeError, and InvalidRequestError with a JSON pointer to the first thing that is wrong.
 */
export function readBody<Body extends z.ZodType>(schema: Body, body: RequestBody): z.output<Body> {
  const sent = parsed(body);
  const result = schema.safeParse(sent);
  if (!result.success) {
    if (sent === undefined) return refuse({ path: [], message: 'This route needs a body: send JSON' });
    const [issue] = result.error.issues;
    return refuse(issue === undefined ? { path: [], message: 'The body is wrong' } : mistakeOf(issue));
  }
  const unread = unreadField(sent, result.data);
  return unread === undefined ? result.data : refuse(unread);
}
