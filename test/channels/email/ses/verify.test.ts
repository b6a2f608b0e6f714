import { describe, expect, it } from 'vitest';
import { sesMail } from '../../../../functions/channels/email/ses/index.ts';
import { WebhookVerificationError } from '../../../../functions/errors.ts';
import { mailFile, received } from './mails.ts';
import { samples } from './samples.ts';

const request = received(mailFile('gmail-reply'));
const { verify } = sesMail.configure(samples.settings);
const changed = (from: string, to: string) => ({
  ...request,
  notification: request.notification.replace(from, to),
});

describe('where a mail comes from', () => {
  it('is accepted from the inbox bucket', () => {
    expect(() => verify(request)).not.toThrow();
  });

  it.each([
    ['another bucket', { ...request, bucket: 'another' }],
    ['no bucket configured', { ...changed('"bucketName":"inbox"', '"bucketName":""'), bucket: '' }],
    ['another key', { ...request, key: 'mail/another' }],
    ['another action', changed('"type":"S3"', '"type":"SNS"')],
    ['no bucket', changed('"bucketName":"inbox",', '')],
    ['another kind of notification', changed('"Received"', '"Bounce"')],
    ['no JSON', { ...request, notification: 'Successfully validated SNS topic' }],
    ['nothing', { ...request, notification: '' }],
  ])('is refused from %s', (_, refused) => {
    expect(() => verify(refused)).toThrow(WebhookVerificationError);
  });
});
