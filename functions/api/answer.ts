import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Api } from './api.ts';
import { OPEN_API_PATH, openApiDocument } from './open-api.ts';
import { problemResponse } from './problems.ts';
import { requestBody } from './request-body.ts';
import { jsonResponse, type Route } from './route.ts';
import { routes } from './routes.ts';

interface Found {
  route: Route;
  id: string;
}

/** Every route of a path, one for each method. */
function routesOf(path: string): Found[] {
  return routes.flatMap((route) => {
    const match = route.match(path);
    return match === undefined ? [] : [{ route, id: match.id }];
  });
}

function unknownPath(event: APIGatewayProxyEventV2) {
  return problemResponse({ name: 'unknown-path', detail: `Every path stands in ${OPEN_API_PATH}` }, event);
}

function notAllowed(event: APIGatewayProxyEventV2, methods: readonly string[]) {
  const allow = [...new Set(methods)].join(', ');
  const detail = `This path takes ${allow}`;
  return problemResponse({ name: 'method-not-allowed', detail, headers: { allow } }, event);
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
  if (event.rawPath === OPEN_API_PATH)
    return method === 'GET' ? jsonResponse(openApiDocument()) : notAllowed(event, ['GET']);
  const { brand, name: by } = await api.tokens.authenticate(event.headers.authorization);
  const found = routesOf(event.rawPath);
  if (found.length === 0) return unknownPath(event);
  const match = found.find(({ route }) => route.method === method);
  if (match === undefined)
    return notAllowed(
      event,
      found.map(({ route }) => route.method),
    );
  const query = new URLSearchParams(event.rawQueryString);
  return match.route.respond({ api, brand, by, id: match.id, query, body: requestBody(event) });
}
