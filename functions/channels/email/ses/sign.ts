/** What a mail needs to look as if SES had received it. */
export interface ReceivedMail {
  bucket: string;
  key: string;
  messageId: string;
  /** Envelope recipients. */
  recipients: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
  /** Envelope sender; without it the address of From. */
  source?: string;
  /** SES's verdicts; PASS where none is given. */
  verdicts?: Partial<Record<'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc', string>>;
}

const CHECKS = ['spam', 'virus', 'spf', 'dkim', 'dmarc'] as const;
const MAX_HEADERS = 10 * 1024;
const ADDRESS = /[^\s<>"(),;:]+@[^\s<>"(),;:]+/;

interface Header {
  name: string;
  value: string;
}

function headersOf(mime: Buffer): Header[] {
  const head = mime.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
  const unfolded = head.replace(/\r?\n(?=[ \t])/g, '');
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) return [];
    const value = Buffer.from(line.slice(colon + 1), 'latin1')
      .toString('utf8')
      .trim();
    return [{ name: line.slice(0, colon), value }];
  });
}

function firstValue(headers: readonly Header[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

function listed(headers: readonly Header[], name: string): string[] | undefined {
  const value = firstValue(headers, name);
  return value === undefined ? undefined : [value];
}

function commonHeadersOf(headers: readonly Header[]) {
  return {
    returnPath: firstValue(headers, 'return-path'),
    from: listed(headers, 'from'),
    date: firstValue(headers, 'date'),
    to: listed(headers, 'to'),
    cc: listed(headers, 'cc'),
    replyTo: listed(headers, 'reply-to'),
    messageId: firstValue(headers, 'message-id'),
    subject: firstValue(headers, 'subject'),
  };
}

/**
 * SES's notification for a MIME message that its S3 action stored, as JSON text: what the topic publishes. For
 * tests and `npm run send`; SES signs nothing.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-examples.html
 */
export function mailNotification(mime: Buffer, mail: ReceivedMail): string {
  const headers = headersOf(mime);
  const timestamp = new Date(mail.now).toISOString();
  const headersTruncated = Buffer.byteLength(JSON.stringify(headers)) > MAX_HEADERS;
  const verdicts = CHECKS.map((check) => [`${check}Verdict`, { status: mail.verdicts?.[check] ?? 'PASS' }]);
  return JSON.stringify({
    notificationType: 'Received',
    mail: {
      timestamp,
      source: mail.source ?? ADDRESS.exec(firstValue(headers, 'from') ?? '')?.[0] ?? '',
      messageId: mail.messageId,
      destination: mail.recipients,
      headersTruncated,
      headers: headersTruncated ? [] : headers,
      commonHeaders: commonHeadersOf(headers),
    },
    receipt: {
      timestamp,
      processingTimeMillis: 400,
      recipients: mail.recipients,
      ...Object.fromEntries(verdicts),
      action: {
        type: 'S3',
        topicArn: 'arn:aws:sns:us-east-1:012345678912:inbox',
        bucketName: mail.bucket,
        objectKeyPrefix: mail.key.slice(0, mail.key.length - mail.messageId.length),
        objectKey: mail.key,
      },
    },
  });
}
