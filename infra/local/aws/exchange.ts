import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call, Service } from './call.ts';
import type { Answer } from './error-answer.ts';
import type { Principal } from './principal.ts';
import type { Understood } from './understood.ts';

/** One request on its way through the endpoint. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  service: Service;
  principal: Principal;
  /** The whole body; that of S3 is streamed and not here. */
  bytes: Buffer | undefined;
  understood: Understood;
};

export function toCall({ principal, service, understood }: Exchange, sequence: number): Call {
  const { action, permissions, body } = understood;
  const resources = [...new Set(permissions.map(({ resource }) => resource))];
  return { principal: principal.name, service, action, resources, permissions, body, sequence };
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  // The answer to HEAD has a length but no body.
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
