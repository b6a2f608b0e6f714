import { ArnFormat, Names, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnReceiptRule } from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { objectsFinding } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import { output } from './output.ts';
import type { VaultBucket } from './vault-bucket.ts';

export interface MailRuleProps {
  settings: DeploymentSettings;
  vault: VaultBucket;
  topic: Topic;
}

/**
 * The role SES takes to deliver a mail. Only this rule of this account may take it.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html
 */
function deliveryRole(scope: Construct, ruleArn: string, { vault, topic }: MailRuleProps): Role {
  const role = new Role(scope, 'DeliveryRole', {
    assumedBy: new ServicePrincipal('ses.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Stack.of(scope).account, 'aws:SourceArn': ruleArn },
      },
    }),
    // Inline, so that the role is complete before SES tries it with a test object.
    inlinePolicies: {
      Deliver: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['s3:PutObject'], resources: [vault.bucket.arnForObjects('*')] }),
          new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] }),
          // Decrypt too: a large mail is uploaded in parts, and the topic's key encrypts what is published.
          new PolicyStatement({
            actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
            resources: [vault.key.keyArn],
          }),
        ],
      }),
    },
  });
  acknowledge(role, objectsFinding(vault.bucket, '*'), 'SES makes up the key of each mail; PutObject alone.');
  return role;
}

/**
 * Adds our rule to the rule set that the settings name: CloudFormation can neither activate a rule set nor may it
 * take over the one that stands. Without the setting the output says what is missing.
 */
export function mailRule(scope: Construct, props: MailRuleProps): void {
  const { sesRuleSet, mailRecipients } = props.settings;
  const status =
    sesRuleSet === undefined
      ? 'none: deploy with -c sesRuleSet=<active rule set>, see docs/deploying.md'
      : `in ${sesRuleSet}, for ${mailRecipients.join(', ') || 'all verified domains'}`;
  output(scope, 'MailRule', status, 'SES receipt rule');
  if (sesRuleSet === undefined) return;
  const name = Names.uniqueResourceName(scope, { maxLength: 64, allowedSpecialCharacters: '-_' });
  const ruleArn = Stack.of(scope).formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    resourceName: `${sesRuleSet}:receipt-rule/${name}`,
  });
  new CfnReceiptRule(scope, 'ReceiptRule', {
    ruleSetName: sesRuleSet,
    rule: {
      name,
      enabled: true,
      scanEnabled: true,
      ...(mailRecipients.length > 0 ? { recipients: mailRecipients } : {}),
      actions: [
        {
          s3Action: {
            bucketName: props.vault.bucket.bucketName,
            topicArn: props.topic.topicArn,
            iamRoleArn: deliveryRole(scope, ruleArn, props).roleArn,
          },
        },
      ],
    },
  });
}
