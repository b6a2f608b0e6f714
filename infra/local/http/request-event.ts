import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpApi } from '../template/http-apis.ts';
import type { RouteMatch } from './routes.ts';

export type RequestEventInput = {
  request: IncomingMessage;
  body: Buffer;
  api: HttpApi;
  /** As it arrived, without the query. */
  encodedPath: string;
  match: RouteMatch;
  accountId: string;
  /** When API Gateway received it, in milliseconds since 1970. */
  timeEpoch: number;
};

/** Measured on AWS: other types, a missing one and forms among them, arrive as base64. */
const TEXT_TYPES = /^(text\/|application\/(json|xml|javascript)\s*(;|$))/i;

/**
 * The event that API Gateway makes of a request, payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function requestEvent(input: RequestEventInput): APIGatewayProxyEventV2 {
  const { request, body, api, match } = input;
  const [, rawQueryString = ''] = splitOnce(request.url ?? '/', '?');
  const headers = headersOf(request);
  const cookies = request.headers.cookie?.split(/; */);
  const isText = TEXT_TYPES.test(request.headers['content-type'] ?? '');
  const rawPath = decodePath(input.encodedPath);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers,
    ...(rawQueryString !== '' && { queryStringParameters: queryParameters(rawQueryString) }),
    requestContext: requestContext(input, rawPath, headers),
    ...(match.pathParameters && { pathParameters: match.pathParameters }),
    ...(api.stageVariables && { stageVariables: api.stageVariables }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Percent signs that encode nothing stay as they are. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function requestContext(
  { request, api, match, accountId, timeEpoch }: RequestEventInput,
  path: string,
  headers: Record<string, string>,
): APIGatewayProxyEventV2['requestContext'] {
  const domainName = headers.host?.replace(/:\d+$/, '') ?? '';
  return {
    accountId,
    apiId: api.id,
    domainName,
    domainPrefix: domainName.split('.')[0] ?? '',
    http: {
      method: request.method ?? 'GET',
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: sourceIp(request),
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey: match.route.routeKey,
    stage: api.stage,
    time: commonLogTime(timeEpoch),
    timeEpoch,
  };
}

/** Lower-case names, repeated headers joined with commas, cookies apart; and what the gateway adds. */
function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]?.toLowerCase() ?? '';
    const value = request.rawHeaders[index + 1] ?? '';
    if (name === 'cookie' || name === 'connection' || name === 'transfer-encoding') continue;
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  const forwardedFor = headers['x-forwarded-for'];
  return {
    ...headers,
    'x-amzn-trace-id': headers['x-amzn-trace-id'] ?? `Root=1-${randomUUID().replaceAll('-', '')}`,
    'x-forwarded-for':
      forwardedFor === undefined ? sourceIp(request) : `${forwardedFor}, ${sourceIp(request)}`,
    'x-forwarded-port': String(request.socket.localPort ?? ''),
    'x-forwarded-proto': 'http',
  };
}

function sourceIp({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
}

function queryParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query))
    parameters[name] = Object.hasOwn(parameters, name) ? `${parameters[name]},${value}` : value;
  return parameters;
}

/** 12/Mar/2020:19:03:58 +0000 */
function commonLogTime(timeEpoch: number): string {
  const [, day, month, year, time] =
    /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(timeEpoch).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

export function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
