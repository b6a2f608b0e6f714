import { createHash } from 'node:crypto';
import type { ContentReference } from '../interaction/interaction.ts';
import { count } from '../telemetry/metrics.ts';
import type { ObjectStore } from './object-store.ts';

export interface ContentStore {
  /** Keeps content under its own digest, so that a redelivery writes the same object again. */
  put(brand: string, content: Buffer): Promise<ContentReference>;
}

/** The encrypted bucket for content that is too large for the queue and the table. */
export function contentStore(objects: ObjectStore, bucket: string, provider: string): ContentStore {
  return {
    async put(brand, content) {
      const sha256 = createHash('sha256').update(content).digest('hex');
      const key = `${brand}/${sha256}`;
      await objects.put({ bucket, key, content, contentType: 'application/json' });
      count('ContentOffloaded', { provider });
      return { bucket, key, sha256, sizeBytes: content.length };
    },
  };
}
