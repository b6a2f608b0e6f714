import type { TemplateReader } from './template-reader.ts';

/** Types that the local deployment carries out. */
const DEPLOYED = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Version',
  'AWS::S3::Bucket',
  'AWS::SES::ReceiptRule',
  'AWS::SES::ReceiptRuleSet',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
];

/**
 * Types that change nothing on one machine: they watch, log, encrypt, back up, name, or permit one AWS service to
 * call another.
 */
const WITHOUT_EFFECT = [
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::Backup::BackupVault',
  'AWS::CDK::Metadata',
  'AWS::CertificateManager::Certificate',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::AnomalyDetector',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::Route53::RecordSet',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SSM::Parameter',
  'Custom::LogRetention',
  'Custom::S3AutoDeleteObjects',
];

/** Throws when the template has a resource whose effect would be missing without a word. */
export function requireKnownTypes({ types }: TemplateReader): void {
  const known = new Set([...DEPLOYED, ...WITHOUT_EFFECT]);
  const unknown = [...types].filter(([, type]) => !known.has(type));
  if (unknown.length === 0) return;
  const names = unknown.map(([logicalId, type]) => `${logicalId} (${type})`).join(', ');
  throw new Error(
    `The local deployment does not know what to do with ${names}. Carry the type out under infra/local, or, if ` +
      'it changes nothing on one machine, add it to WITHOUT_EFFECT in infra/local/template/resource-types.ts.',
  );
}
