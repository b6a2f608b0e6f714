import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DeploymentSettings } from './deployment-settings.ts';
import { output } from './output.ts';
import { RoutingQueue } from './routing-queue.ts';
import { AccessLogBucket, VaultBucket } from './vault-bucket.ts';

export interface IntakeStoresProps {
  settings: DeploymentSettings;
  removal: RemovalPolicy;
}

const abandonedUploads = { abortIncompleteMultipartUploadAfter: Duration.days(1) };

/** Where intake puts what it accepts: the routing queue, large content, and what it could not read. */
export class IntakeStores extends Construct {
  readonly settings: DeploymentSettings;
  readonly removal: RemovalPolicy;
  readonly routing: RoutingQueue;
  readonly accessLog: AccessLogBucket;
  /** Content over 64 KB. The journey refers to it, so it does not expire; after a quarter it is seldom read. */
  readonly content: VaultBucket;
  /** Authentic deliveries we could not read, raw. Functions put into it; only people read it. */
  readonly quarantine: VaultBucket;

  constructor(scope: Construct, id: string, { settings, removal }: IntakeStoresProps) {
    super(scope, id);
    this.settings = settings;
    this.removal = removal;
    this.routing = new RoutingQueue(this, 'RoutingQueue', { removal });
    this.accessLog = new AccessLogBucket(this, 'AccessLog', { expiry: Duration.days(365), removal });
    const { accessLog } = this;
    this.content = new VaultBucket(this, 'Content', {
      holds: 'large content',
      accessLog,
      removal,
      lifecycle: {
        ...abandonedUploads,
        transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(90) }],
      },
    });
    this.quarantine = new VaultBucket(this, 'Quarantine', {
      holds: 'quarantined deliveries',
      accessLog,
      removal,
      lifecycle: { ...abandonedUploads, expiration: Duration.days(settings.quarantineRetentionDays) },
    });
    output(this, 'QuarantineBucketName', this.quarantine.bucket.bucketName, 'Deliveries nobody could read');
    output(this, 'ContentBucketName', this.content.bucket.bucketName, 'Content over 64 KB');
  }
}
