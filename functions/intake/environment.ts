import * as z from 'zod';

const name = z.string().min(1);

/** What a webhook function is told by the stack. */
export const webhookEnvironment = z.object({
  PROVIDER_SECRET_ARN: name,
  ROUTING_QUEUE_URL: z.url(),
  QUARANTINE_BUCKET: name,
  CONTENT_BUCKET: name,
  /** Scheme and host (and base path) registered with the provider; without it the API's own domain. */
  PUBLIC_URL: z.url({ protocol: /^https$/ }).optional(),
});
export type WebhookEnvironment = z.infer<typeof webhookEnvironment>;

/** What the mail function is told by the stack: the same, and the bucket SES writes to. */
export const mailEnvironment = webhookEnvironment.extend({ MAIL_BUCKET: name });
export type MailEnvironment = z.infer<typeof mailEnvironment>;
