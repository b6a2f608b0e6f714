import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Service } from './call.ts';

/** Who signed a request, and for which service. The signature itself is not verified on this machine. */
export type Credential = { accessKeyId: string; service: Service | undefined; serviceName: string };

const service = z.enum(['dynamodb', 'sqs', 'sns', 's3', 'secretsmanager']);
// The scope of a signature: access key, date, region, service.
const scope = /Credential=([^/\s]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** Reads the credential from the Authorization header, or from a presigned URL; undefined when there is none. */
export function readCredential(request: IncomingMessage): Credential | undefined {
  const presigned = /[?&]X-Amz-Credential=([^&]+)/.exec(request.url ?? '')?.[1];
  const text =
    request.headers.authorization ??
    (presigned === undefined ? undefined : `Credential=${decodeURIComponent(presigned)}`);
  const [, accessKeyId, serviceName] = scope.exec(text ?? '') ?? [];
  if (accessKeyId === undefined || serviceName === undefined) return undefined;
  return { accessKeyId, serviceName, service: service.safeParse(serviceName).data };
}
