import { createHash } from 'node:crypto';
import { log } from '../telemetry/log.ts';
import { count } from '../telemetry/metrics.ts';
import type { ObjectStore } from './object-store.ts';

/** A delivery's own bytes. */
export interface RawDelivery {
  content: Buffer;
  /** As the provider named it; a remark for the reader. */
  contentType: string;
}

export interface Quarantine {
  /** Keeps an authentic delivery with its raw bytes, until someone can read it. `reasons` are words of ours. */
  keep(raw: RawDelivery, receivedAt: number, reasons: readonly string[]): Promise<void>;
}

/**
 * The vault for deliveries we could not read. Key: `<provider id>/<yyyy-mm-dd>/<sha256 of the content>`, so that
 * the same delivery sent again is the same object.
 */
export function quarantine(objects: ObjectStore, bucket: string, provider: string): Quarantine {
  return {
    async keep({ content, contentType }, receivedAt, reasons) {
      const received = new Date(receivedAt).toISOString();
      const sha256 = createHash('sha256').update(content).digest('hex');
      const key = `${provider}/${received.slice(0, 10)}/${sha256}`;
      const reason = reasons.join(',');
      const metadata = { provider, received, reason, type: contentType };
      // Stored as bytes: a browser must never run what a stranger sent as a page.
      await objects.put({ bucket, key, content, contentType: 'application/octet-stream', metadata });
      count('Quarantined', { provider, properties: { reason } });
      log.warn('A delivery went to the quarantine', { provider, reason, key });
    },
  };
}
