import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../listen.ts';

/** One event on its way into a sandbox. */
export type RuntimeEvent = {
  requestId: string;
  payload: string;
  functionArn: string;
  deadlineMs: number;
  clockOffsetMs: number;
};

/** What the runtime in the sandbox tells. */
export type RuntimeListener = {
  /** It asks for an event and waits. */
  onReady(): void;
  onResponse(payload: string): void;
  onError(payload: string): void;
  onInitError(payload: string): void;
};

export type RuntimeApi = {
  /** host:port, the value of AWS_LAMBDA_RUNTIME_API. */
  address: string;
  /** Answers the waiting request with an event. */
  deliver(event: RuntimeEvent): void;
  close(): void;
};

const PREFIX = '/2018-06-01/runtime/';

/**
 * The Lambda Runtime API for one sandbox.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(listener: RuntimeListener): Promise<RuntimeApi> {
  let waiting: ServerResponse | undefined;
  const server = createServer((request, response) => {
    if (request.url === `${PREFIX}invocation/next`) {
      waiting = response;
      listener.onReady();
      return;
    }
    receive(request, response, listener);
  });
  // A frozen sandbox keeps its connection for as long as it is frozen.
  Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, timeout: 0 });
  const port = await listen(server, 0);
  return {
    address: `127.0.0.1:${port}`,
    deliver(event) {
      waiting?.writeHead(200, headersOf(event)).end(event.payload);
      waiting = undefined;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function receive(request: IncomingMessage, response: ServerResponse, listener: RuntimeListener): void {
  const { url = '' } = request;
  text(request).then(
    (payload) => {
      response.writeHead(202, { 'Content-Type': 'application/json' }).end('{"status":"OK"}');
      if (url === `${PREFIX}init/error`) listener.onInitError(payload);
      else if (url.endsWith('/response')) listener.onResponse(payload);
      else listener.onError(payload);
    },
    () => response.destroy(),
  );
}

function headersOf(event: RuntimeEvent): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': event.requestId,
    'Lambda-Runtime-Deadline-Ms': String(event.deadlineMs),
    'Lambda-Runtime-Invoked-Function-Arn': event.functionArn,
    'Local-Clock-Offset-Ms': String(event.clockOffsetMs),
  };
}
