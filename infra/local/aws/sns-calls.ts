import { type Account, topicArn } from './account.ts';
import { notServed, type Understood } from './understood.ts';

/** Understands a call of SNS in its query protocol. Throws RequestRefusal for what is not served. */
export function understandSns(account: Account, bytes: Buffer): Understood {
  const form = new URLSearchParams(bytes.toString('utf8'));
  const action = form.get('Action') ?? '';
  if (form.has('PhoneNumber')) throw notServed('Publish to a phone number');
  const iamAction = `sns:${action === 'PublishBatch' ? 'Publish' : action}`;
  return {
    action,
    body: Object.fromEntries(form),
    permissions: [{ action: iamAction, resource: topicOf(account, form) }],
  };
}

function topicOf(account: Account, form: URLSearchParams): string {
  const subscription = form.get('SubscriptionArn');
  const topic = form.get('TopicArn') ?? form.get('TargetArn') ?? form.get('ResourceArn');
  if (topic !== null) return topic;
  // The ARN of a subscription is its topic's and one part more.
  if (subscription !== null) return subscription.split(':').slice(0, 6).join(':');
  return topicArn(account, form.get('Name') ?? '*');
}
