import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../engines/clock.ts';
import type { InvocationResult } from '../lambda/invocation-result.ts';
import type { HttpApi } from '../template/http-apis.ts';
import { functionResponse, gatewayError, type HttpAnswer } from './function-response.ts';
import { readBody } from './request-body.ts';
import { decodePath, requestEvent, splitOnce } from './request-event.ts';
import { createRouter } from './routes.ts';

export type HttpFrontOptions = {
  api: HttpApi;
  accountId: string;
  clock: Clock;
  invoke(functionArn: string, payload: string): Promise<InvocationResult>;
};

/** Answers one request; never rejects. */
export type HttpFront = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** One HTTP API of API Gateway, in front of the functions. */
export function createHttpFront({ api, accountId, clock, invoke }: HttpFrontOptions): HttpFront {
  const findRoute = createRouter(api.routes);

  const answerTo = async (request: IncomingMessage): Promise<HttpAnswer> => {
    const timeEpoch = clock.now();
    const [fullPath] = splitOnce(request.url ?? '/', '?');
    const encodedPath = withoutStage(fullPath, api.stage);
    const match =
      encodedPath === undefined ? undefined : findRoute(request.method ?? '', decodePath(encodedPath));
    if (match === undefined) return gatewayError(404, 'Not Found');
    const body = await readBody(request);
    if (body === undefined) return gatewayError(413, 'Request Entity Too Large');
    const event = requestEvent({ request, body, api, encodedPath: fullPath, match, accountId, timeEpoch });
    const { functionArn, timeoutMs } = match.route;
    return answerOf(await withLimit(invoke(functionArn, JSON.stringify(event)), timeoutMs));
  };

  return async (request, response) => {
    try {
      write(response, await answerTo(request));
    } catch {
      // What a function may return and a header may not hold, or a client that went away.
      write(response, gatewayError(500, 'Internal Server Error'));
    }
  };
}

function write(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const length = status === 204 || status === 304 ? {} : { 'content-length': body.length };
  response.writeHead(status, { ...headers, ...length, 'apigw-requestid': randomUUID() });
  response.end(body);
}

/** The stage other than `$default` is the first segment of the path. */
function withoutStage(path: string, stage: string): string | undefined {
  if (stage === '$default') return path;
  if (path === `/${stage}`) return '/';
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : undefined;
}

function answerOf(result: InvocationResult | 'late'): HttpAnswer {
  if (result === 'late' || result.kind === 'throttled') return gatewayError(503, 'Service Unavailable');
  if (result.kind === 'error' && result.errorType === 'RequestTooLargeException')
    return gatewayError(413, 'Request Entity Too Large');
  if (result.kind === 'error') return gatewayError(500, 'Internal Server Error');
  return functionResponse(result.payload);
}

function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
