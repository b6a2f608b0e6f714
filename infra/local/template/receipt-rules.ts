import * as z from 'zod';
import { boolean } from './json.ts';
import type { TemplateReader } from './template-reader.ts';

/** What SES does with a mail that arrives: puts it into a bucket, tells a topic. */
export type ReceiptAction =
  | { kind: 's3'; bucket: string; prefix: string; topicArn: string | undefined }
  | { kind: 'sns'; topicArn: string };

/** A rule of SES. Nothing receives mail here; who plays SES reads from it where the mail goes. */
export type ReceiptRule = {
  logicalId: string;
  ruleSet: string;
  /** Addresses and domains; none means all. */
  recipients: string[];
  actions: ReceiptAction[];
};

const action = z.object({
  S3Action: z
    .object({
      BucketName: z.string(),
      ObjectKeyPrefix: z.string().default(''),
      TopicArn: z.string().optional(),
    })
    .optional(),
  SNSAction: z.object({ TopicArn: z.string() }).optional(),
});

const properties = z.object({
  RuleSetName: z.string(),
  Rule: z.object({
    Enabled: boolean.default(false),
    Recipients: z.array(z.string()).default([]),
    Actions: z.array(action).default([]),
  }),
});

/** Reads the enabled rules; actions other than S3 and SNS change nothing here. */
export function readReceiptRules(reader: TemplateReader): ReceiptRule[] {
  return reader
    .resources('AWS::SES::ReceiptRule', properties)
    .filter(({ properties }) => properties.Rule.Enabled)
    .map(({ logicalId, properties: { RuleSetName, Rule } }) => ({
      logicalId,
      ruleSet: RuleSetName,
      recipients: Rule.Recipients,
      actions: Rule.Actions.flatMap(readAction),
    }));
}

function readAction({ S3Action, SNSAction }: z.infer<typeof action>): ReceiptAction[] {
  const actions: ReceiptAction[] = [];
  if (S3Action !== undefined) {
    const { BucketName, ObjectKeyPrefix, TopicArn } = S3Action;
    actions.push({ kind: 's3', bucket: BucketName, prefix: ObjectKeyPrefix, topicArn: TopicArn });
  }
  if (SNSAction !== undefined) actions.push({ kind: 'sns', topicArn: SNSAction.TopicArn });
  return actions;
}
