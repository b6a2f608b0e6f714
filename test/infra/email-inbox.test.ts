import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { synthesized } from './synthesized.ts';

const template = synthesized({ sesRuleSet: 'default-rule-set', mailRecipients: 'help@demo.example.com' });

describe('the SES rule', () => {
  it('joins the rule set of the settings, scans, and stores before it tells', () => {
    template.hasResourceProperties('AWS::SES::ReceiptRule', {
      RuleSetName: 'default-rule-set',
      Rule: {
        Enabled: true,
        ScanEnabled: true,
        Recipients: ['help@demo.example.com'],
        Actions: [
          {
            S3Action: {
              BucketName: { Ref: Match.stringLikeRegexp('^EmailSesInboxBucket') },
              TopicArn: { Ref: Match.stringLikeRegexp('^EmailSesReceived') },
              IamRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EmailSesDeliveryRole'), 'Arn'] },
              // A key here would mean encryption on SES's side, which GetObject does not undo.
              KmsKeyArn: Match.absent(),
            },
          },
        ],
      },
    });
    template.hasOutput('MailRule', { Value: 'in default-rule-set, for help@demo.example.com' });
  });

  it('takes all verified domains when no recipients are given', () => {
    synthesized({ sesRuleSet: 'mine' }).hasResourceProperties('AWS::SES::ReceiptRule', {
      Rule: { Recipients: Match.absent() },
    });
  });

  it('is not made without a rule set, SES gets no role, and the output says what to do', () => {
    const without = synthesized();
    without.resourceCountIs('AWS::SES::ReceiptRule', 0);
    expect(JSON.stringify(without.toJSON())).not.toContain('ses.amazonaws.com');
    without.hasOutput('MailRule', { Value: Match.stringLikeRegexp('-c sesRuleSet=') });
  });

  it('is delivered by a role complete from its first moment, as SES tries it at once', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({ Principal: { Service: 'ses.amazonaws.com' } })],
      },
      Policies: [
        Match.objectLike({
          PolicyDocument: {
            Statement: [
              Match.objectLike({ Action: 's3:PutObject' }),
              Match.objectLike({ Action: 'sns:Publish' }),
              Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
            ],
            Version: '2012-10-17',
          },
        }),
      ],
    });
  });
});

describe('from the topic to the function', () => {
  it('a notification is encrypted with the key of the mail', () => {
    template.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EmailSesInboxKey'), 'Arn'] },
    });
  });

  it('it reaches the queue raw, or the dead letters', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      RawMessageDelivery: true,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EmailSesDeadLetters'), 'Arn'] },
      },
    });
  });

  it('a mail is tried five times, each with six times the time-out to finish, then kept', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 360,
      FifoQueue: Match.absent(),
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EmailSesDeadLetters'), 'Arn'] },
        maxReceiveCount: 5,
      },
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  it('the function knows the bucket SES writes to', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 60,
      MemorySize: 1769,
      Environment: {
        Variables: Match.objectLike({ MAIL_BUCKET: { Ref: Match.stringLikeRegexp('^EmailSesInboxBucket') } }),
      },
    });
  });
});
