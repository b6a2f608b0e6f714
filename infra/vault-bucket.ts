import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
};

/** Where S3 writes who read or wrote the vaults. S3 can deliver there only with its own encryption (SSE-S3). */
export class AccessLogBucket extends Bucket {
  constructor(scope: Construct, id: string, props: { expiry: Duration; removal: RemovalPolicy }) {
    super(scope, id, {
      ...closed,
      encryption: BucketEncryption.S3_MANAGED,
      removalPolicy: props.removal,
      lifecycleRules: [{ id: 'expire', expiration: props.expiry }],
    });
  }
}

export interface VaultBucketProps {
  /** What lies in it, for the key's description and the prefix in the access log. */
  holds: string;
  accessLog: Bucket;
  lifecycle: LifecycleRule;
  removal: RemovalPolicy;
}

/** A bucket with a key of its own, closed to the public, TLS only, every access logged, with a lifecycle. */
export class VaultBucket extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: VaultBucketProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `Encrypts ${props.holds}`,
      enableKeyRotation: true,
      removalPolicy: props.removal,
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...closed,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      // CDK's own class misses its interface by one optional property under exactOptionalPropertyTypes.
      serverAccessLogsBucket: props.accessLog as IBucket,
      serverAccessLogsPrefix: `${props.holds.replaceAll(' ', '-')}/`,
      removalPolicy: props.removal,
      lifecycleRules: [props.lifecycle],
    });
  }
}
