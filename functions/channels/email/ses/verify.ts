import { PayloadError, WebhookVerificationError } from '../../../errors.ts';
import { parseJson } from '../../../text/json.ts';
import type { MailRequest } from '../../mail-request.ts';
import { type Notification, notificationSchema } from './notification.ts';

/** The notification as SES documents it. Throws PayloadError, which names the field and not its value. */
export function readNotification(text: string): Notification {
  const result = notificationSchema.safeParse(parseJson(Buffer.from(text, 'utf8')));
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new PayloadError(`the SES notification is not as documented: ${fields}`);
}

function actionOf(text: string): Notification['receipt']['action'] | undefined {
  try {
    return readNotification(text).receipt.action;
  } catch {
    return undefined;
  }
}

/**
 * SES signs nothing: the policies of topic, queue and bucket let only SES in. What is left to prove is that the
 * notification speaks of a mail that this rule stored in this bucket. Throws WebhookVerificationError.
 */
export function verify({ notification, bucket, key }: MailRequest): void {
  const action = actionOf(notification);
  if (action?.type !== 'S3' || bucket === '' || action.bucketName !== bucket || action.objectKey !== key)
    throw new WebhookVerificationError(
      'the notification is not of a mail that SES stored in the inbox bucket',
    );
}
