import { describe, expect, test } from 'vitest';
import { createRouter } from '../../../../infra/local/http/routes.ts';

const routes = [
  'ANY /v1/{proxy+}',
  'ANY /v1/{section}',
  'GET /v1/items/{id}',
  'ANY /v1/items/{id}',
  'GET /v1/items/new',
  'POST /webhooks/a',
  '$default',
].map((routeKey) => ({ routeKey, functionArn: 'arn', timeoutMs: 30_000 }));

describe('the route of a request, as API Gateway chooses it', () => {
  const find = createRouter(routes);
  test.each([
    ['GET', '/v1/items/new', 'GET /v1/items/new', undefined],
    ['GET', '/v1/items/7', 'GET /v1/items/{id}', { id: '7' }],
    ['PUT', '/v1/items/7', 'ANY /v1/items/{id}', { id: '7' }],
    ['PUT', '/v1/items/new', 'ANY /v1/items/{id}', { id: 'new' }],
    ['GET', '/v1/items/7/parts', 'ANY /v1/{proxy+}', { proxy: 'items/7/parts' }],
    ['GET', '/v1/items/', 'ANY /v1/{proxy+}', { proxy: 'items/' }],
    ['DELETE', '/v1/x', 'ANY /v1/{section}', { section: 'x' }],
    ['DELETE', '/v1/x/y', 'ANY /v1/{proxy+}', { proxy: 'x/y' }],
    ['GET', '/v1/', '$default', undefined],
    ['GET', '/v1', '$default', undefined],
    ['POST', '/webhooks/a', 'POST /webhooks/a', undefined],
    ['POST', '/webhooks/a/', '$default', undefined],
    ['GET', '/webhooks/a', '$default', undefined],
    ['POST', '/WEBHOOKS/a', '$default', undefined],
  ])('%s %s takes %s', (method, path, routeKey, pathParameters) => {
    const match = find(method, path);
    expect(match?.route.routeKey).toBe(routeKey);
    expect(match?.pathParameters).toEqual(pathParameters);
  });

  test('there is none without $default', () => {
    const findStrictly = createRouter(routes.filter(({ routeKey }) => routeKey !== '$default'));
    expect(findStrictly('GET', '/nowhere')).toBeUndefined();
  });
});
