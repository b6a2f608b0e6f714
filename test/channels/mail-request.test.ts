import { describe, expect, it } from 'vitest';
import { readMailNotice } from '../../functions/channels/mail-request.ts';
import { PayloadError } from '../../functions/errors.ts';
import { fixture } from './fixture.ts';

const notification = fixture('email-ses/notification.json').toString();
const place = { bucket: 'inbox', key: 'mail/o3vrnil0e2ic28tr4dm1lhq5ejs6i8c9g1u5o1' };

describe('the notice of a mail', () => {
  it('is the body of the message when SNS delivers it raw', () => {
    expect(readMailNotice(notification)).toEqual({ notification, ...place });
  });

  it('is taken out of the envelope of SNS', () => {
    const envelope = { Type: 'Notification', MessageId: '1', TopicArn: 'arn', Message: notification };
    expect(readMailNotice(JSON.stringify(envelope))).toEqual({ notification, ...place });
  });

  it.each([
    ['a text', 'Successfully validated SNS topic for Amazon SES event publishing.'],
    ['an envelope of a text', JSON.stringify({ Type: 'Notification', Message: 'Successfully validated' })],
    ['a mail that is not stored', notification.replace('"bucketName"', '"other"')],
    ['nothing', ''],
  ])('is not %s', (_, body) => {
    expect(() => readMailNotice(body)).toThrow(PayloadError);
  });
});
