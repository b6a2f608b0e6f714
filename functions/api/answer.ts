import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { NotFoundError } from '../errors.ts';
import type { Api } from './api.ts';
import { OPEN_API_PATH, openApiDocument } from './open-api.ts';
import { problemResponse } from './problems.ts';
import { jsonResponse, type Route } from './route.ts';
import { routes } from './routes.ts';

function routeFor(path: string): { route: Route; id: string } {
  for (const route of routes) {
    const match = route.match(path);
    if (match !== undefined) return { route, id: match.id };
  }
  throw new NotFoundError(`The API has no such path: see ${OPEN_API_PATH}`);
}

/**
 * Answers one request of the API. Without a token there is nothing to see but the API's own description.
 * Throws the errors that problems.ts translates.
 */
export async function answer(
  event: APIGatewayProxyEventV2,
  api: Api,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { method } = event.requestContext.http;
  const isOpen = event.rawPath === OPEN_API_PATH;
  const brand = isOpen ? '' : (await api.tokens.authenticate(event.headers.authorization)).brand;
  const found = isOpen ? undefined : routeFor(event.rawPath);
  if (method !== 'GET')
    return problemResponse({ name: 'method-not-allowed', headers: { allow: 'GET' } }, event);
  if (found === undefined) return jsonResponse(openApiDocument());
  const query = new URLSearchParams(event.rawQueryString);
  return found.route.respond({ api, brand, id: found.id, query });
}
