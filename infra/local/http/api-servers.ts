import { createServer } from 'node:http';
import { listen } from '../listen.ts';
import type { HttpFront } from './http-front.ts';

/** The ports of the HTTP APIs. They are taken before anything else starts, and answer 503 until `serve`. */
export type ApiServers = {
  /** Without a slash at the end. */
  url(logicalId: string): string;
  serve(logicalId: string, front: HttpFront): void;
  stop(): Promise<void>;
};

/** Listens for each API; the first gets `port`, the others any. Throws when the port is taken. */
export async function startApiServers(logicalIds: readonly string[], port: number): Promise<ApiServers> {
  const fronts = new Map<string, HttpFront>();
  const urls = new Map<string, string>();
  const servers = logicalIds.map((logicalId) => {
    const server = createServer((request, response) => {
      const front = fronts.get(logicalId);
      if (front === undefined) response.writeHead(503).end();
      else void front(request, response);
    });
    return { logicalId, server };
  });
  for (const [index, { logicalId, server }] of servers.entries())
    urls.set(logicalId, `http://127.0.0.1:${await listen(server, index === 0 ? port : 0)}`);
  return {
    url: (logicalId) => urls.get(logicalId) ?? '',
    serve: (logicalId, front) => void fronts.set(logicalId, front),
    async stop() {
      for (const { server } of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
