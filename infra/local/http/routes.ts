import type { HttpRoute } from '../template/http-apis.ts';

/** The route that answers a request, and what its path variables are. */
export type RouteMatch = { route: HttpRoute; pathParameters: Record<string, string> | undefined };

type Matcher = { route: HttpRoute; method: string; segments: string[] };

/**
 * Chooses as API Gateway does: the most specific path wins, segment by segment (text before `{name}` before
 * `{name+}`), then the method before ANY, and `$default` takes the rest.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function createRouter(
  routes: readonly HttpRoute[],
): (method: string, path: string) => RouteMatch | undefined {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const matchers = routes
    .filter((route) => route !== fallback)
    .map(toMatcher)
    .sort(bySpecificity);
  return (method, path) => {
    const segments = path.split('/').slice(1);
    for (const matcher of matchers) {
      if (matcher.method !== 'ANY' && matcher.method !== method) continue;
      const found = matchPath(matcher.segments, segments);
      if (found === undefined) continue;
      const pathParameters = Object.keys(found).length === 0 ? undefined : found;
      return { route: matcher.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: undefined };
  };
}

function toMatcher(route: HttpRoute): Matcher {
  const [method = '', path = ''] = route.routeKey.split(' ');
  return { route, method, segments: path.split('/').slice(1) };
}

function rank(segment: string | undefined): number {
  if (segment === undefined) return 3;
  if (segment.endsWith('+}')) return 2;
  return segment.startsWith('{') ? 1 : 0;
}

function bySpecificity(left: Matcher, right: Matcher): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(left.segments[index]) - rank(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

function matchPath(pattern: string[], path: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const name = /^\{(.+?)\+?\}$/.exec(segment)?.[1];
    if (segment.endsWith('+}') && name !== undefined) {
      const rest = path.slice(index).join('/');
      return rest === '' ? undefined : { ...parameters, [name]: rest };
    }
    const value = path[index];
    if (value === undefined || (name === undefined ? value !== segment : value === '')) return undefined;
    if (name !== undefined) parameters[name] = value;
  }
  return path.length === pattern.length ? parameters : undefined;
}
