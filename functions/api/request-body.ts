import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { BodyTooLargeError, InvalidRequestError, PayloadError } from '../errors.ts';
import { parseJson } from '../text/json.ts';
import { isMissing, jsonPointer, nameOf, wording } from './wording.ts';

/** What a request may send at most, bytes. */
export const MAX_BODY_BYTES = 256 * 1024;

const JSON_TYPE = /^application\/json *(;|$)/i;

export interface RequestBody {
  contentType: string | undefined;
  bytes: Buffer;
}

const emptyObject = z.strictObject({});

/** The body of a route that takes none; that of clients who always send one is empty. */
export const noBody = z.preprocess(
  (sent) => (emptyObject.safeParse(sent).success ? undefined : sent),
  z.undefined('This route takes no body'),
);

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

const UNKNOWN = 'is no field that this route knows';

/**
 * How well an alternative fits what was sent: the deeper its first mistake, the fewer fields it does not know, and
 * the fewer mistakes.
 */
function closeness(issues: readonly Issue[]): number {
  const depth = Math.max(0, ...issues.map(({ path }) => path.length));
  return depth - (issues.some(({ code }) => code === 'unrecognized_keys') ? 0.5 : 0) - issues.length / 1_000;
}

/** The first mistake of each alternative that fits best. */
function closest(alternatives: readonly Issue[][]): Issue[] {
  const best = Math.max(...alternatives.map(closeness));
  return alternatives.filter((issues) => closeness(issues) === best).flatMap((issues) => issues.slice(0, 1));
}

/** Says what there is to choose from, when every alternative lacks a field of its own or has that of another. */
function choiceOf(firsts: readonly Issue[]): string | undefined {
  const isTwice = firsts.every(({ code }) => code === 'unrecognized_keys');
  if (!isTwice && !firsts.every(isMissing)) return undefined;
  const names = firsts.map((issue) =>
    issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : nameOf(issue.path),
  );
  if (new Set(names).size < 2) return undefined;
  return isTwice ? `takes only one of ${names.join(' and ')}` : `needs ${names.join(' or ')}`;
}

/** What an issue says; of alternatives, that of the one which the sender most likely meant. */
function mistakeOf(issue: Issue, above: readonly PropertyKey[] = []): Mistake {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return { path: [...path, issue.keys[0] ?? ''], message: UNKNOWN };
  if (issue.code === 'invalid_key')
    return { path, message: `is no name that can stand there: it ${issue.issues[0]?.message}` };
  if (issue.code !== 'invalid_union') return { path, message: issue.message };
  const closestOnes = closest(issue.errors);
  const choices = choiceOf(closestOnes);
  if (choices !== undefined) return { path, message: choices };
  const [inner] = closestOnes;
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

/** Throws InvalidRequestError. What does not begin as a sentence follows the name of its field. */
function refuse({ path, message }: Mistake): never {
  const detail = /^[A-Z]/.test(message) ? message : `${nameOf(path)} ${message}`;
  throw new InvalidRequestError(detail, path.length > 0 ? { pointer: jsonPointer(path) } : {});
}

/** What no body at all means: the same as an empty one, where nothing is required. */
function readNothing<Body extends z.ZodType>(schema: Body): z.output<Body> {
  const result = schema.safeParse({});
  return result.success ? result.data : refuse({ path: [], message: 'This route needs a body: send JSON' });
}

/**
 * Reads a request's body by its schema, and refuses every field that the schema leaves out, however deep it stands.
 * Throws BodyTooLargeError, and InvalidRequestError with a JSON pointer to the first thing that is wrong.
 */
export function readBody<Body extends z.ZodType>(schema: Body, body: RequestBody): z.output<Body> {
  const sent = parsed(body);
  const result = schema.safeParse(sent, { error: wording });
  if (!result.success) {
    if (sent === undefined) return readNothing(schema);
    const [issue] = result.error.issues;
    return refuse(issue === undefined ? { path: [], message: 'The body is wrong' } : mistakeOf(issue));
  }
  const unread = unreadField(sent, result.data);
  return unread === undefined ? result.data : refuse(unread);
}
