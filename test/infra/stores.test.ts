import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { tableSchema } from '../../functions/store/table-schema.ts';
import { synthesized } from './synthesized.ts';

const template = synthesized();
const resources = (type: string) => Object.entries(template.findResources(type));

describe('the journey table', () => {
  it('has the keys and the indexes of the table schema', () => {
    const { timelineIndex, waitingIndex, dueIndex } = tableSchema;
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: tableSchema.partitionKey, KeyType: 'HASH' },
        { AttributeName: tableSchema.sortKey, KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [timelineIndex, waitingIndex, dueIndex].map((index) => ({
        IndexName: index.indexName,
        KeySchema: [
          { AttributeName: index.partitionKey, KeyType: 'HASH' },
          { AttributeName: index.sortKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: index.projectionType },
      })),
    });
  });

  it('is on demand, encrypted, recoverable, streamed, with a time to live', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: tableSchema.timeToLiveAttribute, Enabled: true },
      Replicas: [
        Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
      ],
    });
  });
});

describe('queues', () => {
  it('are encrypted and keep messages for 14 days', () => {
    template.allResourcesProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
  });

  it('refuse plain HTTP', () => {
    const guarded = resources('AWS::SQS::QueuePolicy').flatMap(([, policy]) =>
      policy.Properties.PolicyDocument.Statement.some(
        (statement: { Effect: string; Condition?: { Bool?: Record<string, string> } }) =>
          statement.Effect === 'Deny' && statement.Condition?.Bool?.['aws:SecureTransport'] === 'false',
      )
        ? policy.Properties.Queues
        : [],
    );
    expect(guarded.map((queue: { Ref: string }) => queue.Ref).sort()).toEqual(
      resources('AWS::SQS::Queue')
        .map(([id]) => id)
        .sort(),
    );
  });

  it('for routing are FIFO with high throughput, 60 s of visibility and a FIFO dead-letter queue', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      VisibilityTimeout: 60,
      RedrivePolicy: {
        deadLetterTargetArn: {
          'Fn::GetAtt': [Match.stringLikeRegexp('^IntakeRoutingQueueDeadLetters'), 'Arn'],
        },
        maxReceiveCount: 50,
      },
    });
    expect(
      resources('AWS::SQS::Queue').filter(([, queue]) => queue.Properties.FifoQueue === true),
    ).toHaveLength(2);
  });

  it('feed the router ten at a time, with failures one by one and a ceiling', () => {
    const ceiling = synthesized({ routerMaxConcurrency: '50' });
    ceiling.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 50 },
    });
    template.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: Match.absent(),
    });
  });
});

describe('buckets', () => {
  const vaults = resources('AWS::S3::Bucket').filter(([id]) => !id.startsWith('IntakeAccessLog'));

  it('are closed to the public', () => {
    template.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  it('of raw mail, quarantine and content each have a key of their own that turns every year', () => {
    const keys = vaults.map(
      ([, { Properties }]) =>
        Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault
          .KMSMasterKeyID['Fn::GetAtt'][0],
    );
    expect(vaults).toHaveLength(3);
    expect(new Set(keys).size).toBe(3);
    template.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('log every access and forget by a rule', () => {
    for (const [, { Properties }] of vaults) {
      expect(Properties.LoggingConfiguration.DestinationBucketName.Ref).toMatch(/^IntakeAccessLog/);
      expect(Properties.LifecycleConfiguration.Rules[0].Status).toBe('Enabled');
    }
  });

  it('of content never expires: the journey refers to it', () => {
    const [content] = vaults.filter(([id]) => id.startsWith('IntakeContent'));
    expect(JSON.stringify(content?.[1].Properties.LifecycleConfiguration)).not.toContain('ExpirationInDays');
  });
});

describe('secrets', () => {
  it('are empty, of providers: nobody but npm run secrets gives them a value', () => {
    const secrets = Object.entries(template.findResources('AWS::SecretsManager::Secret'));
    const generated = secrets.filter(([, { Properties }]) => 'GenerateSecretString' in Properties);
    expect(generated.map(([id]) => id)).toEqual(['HandoffSecret']);
    expect(secrets.filter(([, { Properties }]) => 'SecretString' in Properties)).toEqual([]);
    expect(secrets).toHaveLength(6);
  });
});

describe('removal', () => {
  const kept = [
    'AWS::DynamoDB::GlobalTable',
    'AWS::S3::Bucket',
    'AWS::KMS::Key',
    'AWS::SQS::Queue',
    'AWS::SecretsManager::Secret',
  ];
  const destroyed = synthesized({ removal: 'destroy' });

  it.each(kept)('keeps %s by default and deletes it on demand', (type) => {
    template.allResources(type, { DeletionPolicy: 'Retain' });
    destroyed.allResources(type, { DeletionPolicy: 'Delete' });
  });

  it('protects the table unless data is to go', () => {
    const replica = (protection: boolean) => ({
      Replicas: [Match.objectLike({ DeletionProtectionEnabled: protection })],
    });
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', replica(true));
    destroyed.hasResourceProperties('AWS::DynamoDB::GlobalTable', replica(false));
  });
});
