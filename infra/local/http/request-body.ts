import type { IncomingMessage } from 'node:http';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const LIMIT = 10 * 1024 * 1024;

/** The whole body; undefined when it is longer than API Gateway takes. The rest is read and thrown away. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= LIMIT) chunks.push(chunk);
  }
  return length > LIMIT ? undefined : Buffer.concat(chunks, length);
}
