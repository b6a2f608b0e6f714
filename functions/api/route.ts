import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { InvalidRequestError } from '../errors.ts';
import type { Api } from './api.ts';
import { noBody, type RequestBody, readBody } from './request-body.ts';
import { jsonPointer, nameOf, wording } from './wording.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface RouteRequest<Query, Body> {
  api: Api;
  brand: string;
  /** Who asks: the name of the token. */
  by: string;
  /** The id in the path; empty where the path has none. */
  id: string;
  query: Query;
  body: Body;
}

/** One route as its file writes it. `{id}` in the path stands for one id. */
export interface RouteDefinition<Query extends z.ZodObject, View extends z.ZodType, Body extends z.ZodType> {
  method: Method;
  path: `/v1/${string}`;
  summary: string;
  query: Query;
  /**
   * What the request's body must be: with an id in its `meta`, as a view. A field that it does not read is refused,
   * wherever it stands; so it may change values, but keeps the names of fields.
   */
  body: Body;
  /** 200 unless said. */
  status?: 200 | 201 | 202;
  view: View;
  /** Throws NotFoundError for what is not in the caller's brand. */
  run(request: RouteRequest<z.output<Query>, z.output<Body>>): Promise<z.input<View>>;
}

/** A route that takes no body. */
export interface BodilessRoute<Query extends z.ZodObject, View extends z.ZodType>
  extends Omit<RouteDefinition<Query, View, typeof noBody>, 'body'> {
  body?: never;
}

/** A route, its query, body and view types hidden. */
export interface Route {
  method: Method;
  path: string;
  summary: string;
  query: z.ZodObject;
  body: z.ZodType;
  status: number;
  view: z.ZodType;
  /** The id when the path is this route's; undefined when it is not. */
  match(path: string): { id: string } | undefined;
  respond(request: RouteRequest<URLSearchParams, RequestBody>): Promise<APIGatewayProxyStructuredResultV2>;
}

function once(query: URLSearchParams): Record<string, string> {
  const repeated = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined)
    throw new InvalidRequestError(`${repeated} stands more than once`, { pointer: jsonPointer([repeated]) });
  return Object.fromEntries(query);
}

function wrongParameter({ shape }: z.ZodObject, issue: z.core.$ZodIssue) {
  if (issue.code !== 'unrecognized_keys')
    return { path: issue.path, detail: `${nameOf(issue.path)} ${issue.message}` };
  const taken = Object.keys(shape).join(', ') || 'none';
  const [unknown = ''] = issue.keys;
  return { path: [unknown], detail: `${unknown} is no parameter of this route; it takes: ${taken}` };
}

function readQuery<Query extends z.ZodObject>(schema: Query, query: URLSearchParams): z.output<Query> {
  const result = schema.safeParse(once(query), { error: wording });
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => wrongParameter(schema, issue));
  const details = wrong.map(({ detail }) => detail).join('; ');
  throw new InvalidRequestError(details, { pointer: jsonPointer(wrong[0]?.path ?? []) });
}

function segment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new InvalidRequestError('The path is not properly percent-encoded', { cause });
  }
}

/** The id in a path, as its schema wants it. Throws InvalidRequestError. */
export function pathPart<Schema extends z.ZodType>(schema: Schema, id: string): z.output<Schema> {
  const result = schema.safeParse(id, { error: wording });
  if (result.success) return result.data;
  throw new InvalidRequestError(`The id in the path ${result.error.issues[0]?.message}`, { pointer: '/id' });
}

/** An answer that no cache keeps: it holds personal data. */
export function jsonResponse(body: unknown, statusCode = 200): APIGatewayProxyStructuredResultV2 {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}

function routeOf<Query extends z.ZodObject, View extends z.ZodType, Body extends z.ZodType>(
  definition: RouteDefinition<Query, View, Body>,
): Route {
  const { method, path, summary, query, body, status = 200, view } = definition;
  const pattern = new RegExp(`^${path.replace('{id}', '([^/]+)')}$`);
  return {
    method,
    path,
    summary,
    query,
    body,
    status,
    view,
    match(actual) {
      const found = pattern.exec(actual);
      return found === null ? undefined : { id: segment(found[1] ?? '') };
    },
    async respond(request) {
      const read = { query: readQuery(query, request.query), body: readBody(body, request.body) };
      return jsonResponse(view.parse(await definition.run({ ...request, ...read })), status);
    },
  };
}

type Definition<Query extends z.ZodObject, View extends z.ZodType, Body extends z.ZodType> =
  | BodilessRoute<Query, View>
  | RouteDefinition<Query, View, Body>;

function takesBody<Query extends z.ZodObject, View extends z.ZodType, Body extends z.ZodType>(
  definition: Definition<Query, View, Body>,
): definition is RouteDefinition<Query, View, Body> {
  return definition.body !== undefined;
}

/** Makes a route of its parts: what goes out is what its view says, and nothing else. */
export function defineRoute<Query extends z.ZodObject, View extends z.ZodType>(
  definition: BodilessRoute<Query, View>,
): Route;
export function defineRoute<Query extends z.ZodObject, View extends z.ZodType, Body extends z.ZodType>(
  definition: RouteDefinition<Query, View, Body>,
): Route;
export function defineRoute<Query extends z.ZodObject, View extends z.ZodType, Body extends z.ZodType>(
  definition: Definition<Query, View, Body>,
): Route {
  return takesBody(definition) ? routeOf(definition) : routeOf({ ...definition, body: noBody });
}
