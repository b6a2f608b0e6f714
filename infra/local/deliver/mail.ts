import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { mailNotification } from '../../../functions/channels/email/ses/sign.ts';
import type { Running } from '../running.ts';
import { putObject } from './put-object.ts';

export interface MailDelivery {
  mime: Buffer;
  /** Envelope recipients: our mailboxes. */
  recipients: readonly string[];
  /** SES's own id; the same mail delivered again has the same. */
  messageId?: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** An id as SES makes them, derived from the mail so that sending a file again is a redelivery. */
function idOf(mime: Buffer): string {
  return createHash('sha256').update(mime).digest('hex').slice(0, 40);
}

/** The AWS endpoint of this machine reads who calls from the credential, and verifies no signature. */
function callerOf({ credentials, region }: Running, service: string): string {
  const scope = `${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}

async function publish(running: Running, topicArn: string, message: string): Promise<void> {
  const response = await fetch(running.awsEndpoint, {
    method: 'POST',
    headers: {
      authorization: callerOf(running, 'sns'),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: topicArn,
      Message: message,
      Subject: 'Amazon SES Email Receipt Notification',
    }),
  });
  if (!response.ok) throw new Error(`The local SNS refused the notification (${response.status}).`);
}

/**
 * Plays SES: puts the message into the inbox bucket and publishes the notification to the topic of the receipt
 * rule. Resolves to SES's message id. Throws when the running stack has no receipt rule.
 */
export async function deliverMail(running: Running, delivery: MailDelivery): Promise<string> {
  const { mail } = running;
  if (mail === undefined) throw new Error('The running stack has no SES receipt rule: enable email/ses.');
  const { mime, recipients, now, messageId = idOf(mime) } = delivery;
  const key = `${mail.prefix}${messageId}`;
  const { awsEndpoint: endpoint, credentials, region } = running;
  const s3 = new S3Client({ endpoint, credentials, region, forcePathStyle: true });
  await putObject(s3, { Bucket: mail.bucket, Key: key }, mime);
  s3.destroy();
  const received = { bucket: mail.bucket, key, messageId, recipients, now };
  await publish(running, mail.topicArn, mailNotification(mime, received));
  return messageId;
}
