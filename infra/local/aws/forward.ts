import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type Forwarded = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer | Readable;
};

const agent = new Agent({ keepAlive: true });
/** They speak of one connection, or of a length that may change; the rest goes through as it is. */
const ofTheConnection = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'expect',
  'content-length',
]);

/** Sends a request on; resolves to the engine's answer once its head is there. `signal` gives it up. */
export async function forward(
  engine: string,
  call: Forwarded,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { method, path, headers, body } = call;
  const length = body instanceof Buffer ? String(body.length) : headers['content-length'];
  const outgoing = request(engine + path, {
    agent,
    method,
    signal,
    headers: { ...endToEnd(headers), ...(length === undefined ? {} : { 'content-length': length }) },
  });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  if (body instanceof Buffer) outgoing.end(body);
  else pipeline(body, outgoing).catch(() => outgoing.destroy());
  return await answer;
}

export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheConnection.has(name)));
}

/** Rejects when the stream fails or ends too soon. */
export function readAll(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.once('end', () => resolve(Buffer.concat(parts)));
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('The stream was closed before its end.')));
  });
}
