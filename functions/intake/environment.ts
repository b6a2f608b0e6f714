import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));

/** What every function that takes deliveries in is told by the stack. */
export const intakeEnvironment = z.object({
  PROVIDER_SECRET_ARN: name,
  ROUTING_QUEUE_URL: z.url(),
  QUARANTINE_BUCKET: name,
  CONTENT_BUCKET: name,
});
export type IntakeEnvironment = z.infer<typeof intakeEnvironment>;

/** A webhook function also knows the URL providers call: scheme, host and base path as registered with them. */
export const webhookEnvironment = z.extend(intakeEnvironment, { PUBLIC_URL: z.url() });
export type WebhookEnvironment = z.infer<typeof webhookEnvironment>;

/** The mail function knows the bucket SES writes to. */
export const mailEnvironment = z.extend(intakeEnvironment, { MAIL_BUCKET: name });
export type MailEnvironment = z.infer<typeof mailEnvironment>;
