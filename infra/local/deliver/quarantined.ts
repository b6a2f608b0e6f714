import { createHash } from 'node:crypto';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Running } from '../running.ts';

/** Why the running stack put a delivery with this body into its quarantine today; undefined when it did not. */
export async function quarantinedFor(
  { awsEndpoint: endpoint, credentials, region, quarantine: Bucket, clockOffsetMs }: Running,
  providerId: string,
  body: Buffer,
): Promise<string | undefined> {
  const day = new Date(Date.now() + clockOffsetMs).toISOString().slice(0, 10);
  const Key = `${providerId}/${day}/${createHash('sha256').update(body).digest('hex')}`;
  const s3 = new S3Client({ endpoint, credentials, region, forcePathStyle: true });
  try {
    const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return Metadata?.reason ?? 'no reason given';
  } catch {
    return undefined;
  } finally {
    s3.destroy();
  }
}
