import * as z from 'zod';
import type { ObjectStore, Reply, Request } from './fauxqs-internals.ts';

const objectPath = z.object({ bucket: z.string(), '*': z.string().min(1) });

/**
 * Answers a write whose If-None-Match or If-Match does not hold, which fauxqs would let pass. True when answered.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function refuseConditionalWrite(request: Request, reply: Reply, objects: ObjectStore): boolean {
  const path = objectPath.safeParse(request.params).data;
  const completesUpload = request.method === 'POST' && /[?&]uploadId=/.test(request.url);
  if (path === undefined || !(request.method === 'PUT' || completesUpload)) return false;
  const present = objects.buckets.get(path.bucket)?.get(path['*']);
  const { 'if-none-match': ifNoneMatch, 'if-match': ifMatch } = request.raw.headers;
  if (ifNoneMatch === '*' && present !== undefined) return refuse(reply, 'If-None-Match');
  if (ifMatch === undefined || present?.etag === ifMatch) return false;
  return present === undefined ? refuseMissing(reply, path['*']) : refuse(reply, 'If-Match');
}

function refuse(reply: Reply, condition: string): true {
  const message = 'At least one of the pre-conditions you specified did not hold';
  const detail = `<Condition>${condition}</Condition>`;
  return answer(reply, 412, `<Code>PreconditionFailed</Code><Message>${message}</Message>${detail}`);
}

function refuseMissing(reply: Reply, key: string): true {
  const message = 'The specified key does not exist.';
  const escaped = key.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return answer(reply, 404, `<Code>NoSuchKey</Code><Message>${message}</Message><Key>${escaped}</Key>`);
}

function answer(reply: Reply, status: number, content: string): true {
  reply.code(status).header('content-type', 'application/xml');
  reply.send(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${content}</Error>`);
  return true;
}
