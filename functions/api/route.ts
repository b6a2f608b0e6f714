import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { InvalidRequestError } from '../errors.ts';
import type { Api } from './api.ts';

export interface RouteRequest<Query> {
  api: Api;
  brand: string;
  /** The id in the path; empty where the path has none. */
  id: string;
  query: Query;
}

/** One GET as its file writes it. `{id}` in the path stands for one id. */
export interface RouteDefinition<Query extends z.ZodObject, View extends z.ZodType> {
  path: `/v1/${string}`;
  summary: string;
  query: Query;
  view: View;
  /** Throws NotFoundError for what is not in the caller's brand. */
  read(request: RouteRequest<z.output<Query>>): Promise<z.input<View>>;
}

/** A route, its query and view types hidden. */
export interface Route {
  path: string;
  summary: string;
  query: z.ZodObject;
  view: z.ZodType;
  /** The id when the path is this route's; undefined when it is not. */
  match(path: string): { id: string } | undefined;
  respond(request: RouteRequest<URLSearchParams>): Promise<APIGatewayProxyStructuredResultV2>;
}

function once(query: URLSearchParams): Record<string, string> {
  const repeated = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined)
    throw new InvalidRequestError(`${repeated} stands more than once`, { pointer: repeated });
  return Object.fromEntries(query);
}

function readQuery<Query extends z.ZodObject>(schema: Query, query: URLSearchParams): z.output<Query> {
  const result = schema.safeParse(once(query));
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => [...path, message].join(' '));
  const pointer = result.error.issues[0]?.path.join('.');
  throw new InvalidRequestError(wrong.join('; '), pointer ? { pointer } : {});
}

function segment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new InvalidRequestError('The path is not properly percent-encoded', { cause });
  }
}

/** An answer that no cache keeps: it holds personal data. */
export function jsonResponse(body: unknown): APIGatewayProxyStructuredResultV2 {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode: 200, headers, body: JSON.stringify(body) };
}

/** Makes a route of its parts: what goes out is what its view says, and nothing else. */
export function defineRoute<Query extends z.ZodObject, View extends z.ZodType>(
  definition: RouteDefinition<Query, View>,
): Route {
  const { path, summary, query, view } = definition;
  const pattern = new RegExp(`^${path.replace('{id}', '([^/]+)')}$`);
  return {
    path,
    summary,
    query,
    view,
    match(actual) {
      const found = pattern.exec(actual);
      return found === null ? undefined : { id: segment(found[1] ?? '') };
    },
    async respond(request) {
      const read = await definition.read({ ...request, query: readQuery(query, request.query) });
      return jsonResponse(view.parse(read));
    },
  };
}
