import type { S3Client } from '@aws-sdk/client-s3';

export interface StoredObject {
  bucket: string;
  key: string;
  content: Buffer;
  contentType: string;
  metadata?: Record<string, string>;
}

/** The S3 calls of intake. */
export interface ObjectStore {
  put(object: StoredObject): Promise<void>;
  get(bucket: string, key: string): Promise<Buffer>;
}

/**
 * S3 as intake needs it. Its client is imported when it is first used: few deliveries need it, and it would add a
 * third to every cold start. Path style keeps the bucket's name out of host names, which any endpoint understands.
 */
export function objectStore(options: { connectionTimeout: number; requestTimeout: number }): ObjectStore {
  let opened: Promise<{ s3: typeof import('@aws-sdk/client-s3'); client: S3Client }> | undefined;

  async function open() {
    const s3 = await import('@aws-sdk/client-s3');
    return { s3, client: new s3.S3Client({ forcePathStyle: true, requestHandler: options }) };
  }

  function connection() {
    opened ??= open();
    return opened;
  }

  return {
    async put({ bucket, key, content, contentType, metadata }) {
      const { s3, client } = await connection();
      const object = { Bucket: bucket, Key: key, Body: content, ContentType: contentType };
      await client.send(new s3.PutObjectCommand({ ...object, ...(metadata && { Metadata: metadata }) }));
    },
    async get(bucket, key) {
      const { s3, client } = await connection();
      const { Body: body } = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key: key }));
      return Buffer.from((await body?.transformToByteArray()) ?? []);
    },
  };
}
