import { type EngineAddress, hostSignature } from '../clients/engine-call.ts';
import type { Bucket } from '../template/stores.ts';

export async function deployBuckets(
  { url, region }: EngineAddress,
  buckets: readonly Bucket[],
): Promise<void> {
  for (const { name } of buckets) {
    const answer = await fetch(`${url}/${name}`, {
      method: 'PUT',
      headers: { authorization: hostSignature('s3', region), 'x-amz-date': '20260101T000000Z' },
    });
    // 409: it exists.
    if (!answer.ok && answer.status !== 409)
      throw new Error(`The local S3 refused to create the bucket ${name}: ${await answer.text()}`);
  }
}
