import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AwsEndpoint, AwsEndpointOptions } from './aws-endpoint.ts';
import { Endpoint } from './endpoint.ts';

// fauxqs and dynoxide both have it built in.
const engineAccount = '000000000000';

/**
 * Starts the endpoint on 127.0.0.1. It reads who calls and what, refuses what the caller's policies do not allow
 * with the service's own error, lets the hook interfere, and passes the rest on to the engines.
 * Throws for an account other than the one the engines know, and when the port is taken.
 */
export async function startAwsEndpoint(options: AwsEndpointOptions): Promise<AwsEndpoint> {
  const { accountId, port = 0 } = options;
  if (accountId !== engineAccount) throw new Error(`The local engines know one account: ${engineAccount}`);
  // A frozen sandbox keeps its connections for hours; closing them under it would look like a network fault.
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The AWS endpoint has no port');
  const url = `http://127.0.0.1:${address.port}`;
  const queueUrl = (name: string) => `${url}/${accountId}/${name}`;
  const endpoint = new Endpoint(options, queueUrl);
  server.on('request', (request, response) => void endpoint.answer(request, response));
  return {
    url,
    queueUrl,
    setOnCall(onCall) {
      endpoint.onCall = onCall;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
