import * as z from 'zod/mini';
import { lenient } from '../../lenient.ts';

const texts = z.array(z.string());
const verdictSchema = lenient(z.looseObject({ status: z.string() }));

/**
 * SES's notification of one received mail. Only what names the mail is required.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 */
export const notificationSchema = z.looseObject({
  notificationType: z.literal('Received'),
  mail: z.looseObject({
    messageId: z.string().check(z.minLength(1)),
    timestamp: lenient(z.string()),
    /** Envelope sender, empty for a bounce; not the From header. */
    source: lenient(z.string()),
    headers: z.catch(z.array(z.looseObject({ name: z.string(), value: z.string() })), []),
    commonHeaders: lenient(z.looseObject({ from: lenient(texts), subject: lenient(z.string()) })),
  }),
  receipt: z.looseObject({
    /** Envelope recipients that matched the rule: all are ours. */
    recipients: texts.check(z.minLength(1)),
    virusVerdict: verdictSchema,
    spfVerdict: verdictSchema,
    dkimVerdict: verdictSchema,
    dmarcVerdict: verdictSchema,
    /** Only there when DMARC failed. AWS documents it as a text and uses it as an object. */
    dmarcPolicy: lenient(z.union([z.string(), z.looseObject({ status: z.string() })])),
    action: z.looseObject({
      type: z.string(),
      bucketName: lenient(z.string()),
      objectKey: lenient(z.string()),
    }),
  }),
});
export type Notification = z.infer<typeof notificationSchema>;

export type Verdict = 'spf' | 'dkim' | 'dmarc' | 'virus';

/** One of SES's verdicts: PASS, FAIL, GRAY, PROCESSING_FAILED, DISABLED; undefined when SES gave none. */
export function verdict({ receipt }: Notification, check: Verdict): string | undefined {
  return receipt[`${check}Verdict`]?.status;
}
