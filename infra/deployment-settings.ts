import * as z from 'zod';
import { catalog } from '../functions/channels/catalog.ts';
import { type ProviderId, providerIdSchema } from '../functions/interaction/identity.ts';

const known: readonly ProviderId[] = catalog.map((manifest) => manifest.id);

/** `-c name=a,b` on the command line, or a JSON array in cdk.json. */
const list = z
  .union([z.string().transform((text) => text.split(',')), z.array(z.string())])
  .transform((items) => items.map((item) => item.trim()).filter((item) => item !== ''));

const providers = list.pipe(z.array(providerIdSchema).min(1)).superRefine((ids, context) => {
  for (const id of ids.filter((each) => !known.includes(each)))
    context.addIssue({ code: 'custom', message: `unknown provider "${id}"; known are: ${known.join(', ')}` });
});

const concurrency = z.coerce.number().int().min(2).max(1000);
const days = z.coerce.number().int().positive();

/** The retention times CloudWatch Logs knows. */
const logDays = z.coerce
  .number()
  .pipe(z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653]));

const schema = z.strictObject({
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/)
    .default('Throughline'),
  /** Enabled provider ids. */
  providers: providers.default([...known]),
  /** Scheme and host registered with the providers, when it is not the API’s own domain. */
  publicUrl: z.url({ protocol: /^https$/ }).optional(),
  /** Most router and mail functions at once. New accounts have 10 for all functions together. */
  routerMaxConcurrency: concurrency.default(5),
  mailMaxConcurrency: concurrency.default(2),
  conversationWindowHours: z.coerce.number().positive().max(8760).default(72),
  /** The active SES receipt rule set that our rule joins; without it no rule is made. */
  sesRuleSet: z.string().min(1).optional(),
  /** Addresses and domains the rule takes; without them all verified domains of the account. */
  mailRecipients: list.default([]),
  /** Who hears of alarms: a topic that stands, or an address for which one is made. */
  alarmTopicArn: z.string().startsWith('arn:').optional(),
  alarmEmail: z.email().optional(),
  /** Rings when so many people were new in a day and nobody was joined to anybody; 0 for never. */
  unmatchedAlarmFrom: z.coerce.number().int().min(0).default(500),
  mailRetentionDays: days.default(365),
  quarantineRetentionDays: days.default(90),
  logRetentionDays: logDays.default(90),
  /** Requests per second and burst over all routes of the HTTP API. */
  throttleRate: z.coerce.number().positive().default(1000),
  throttleBurst: z.coerce.number().int().positive().default(2000),
  /** What becomes of data when the stack is deleted. */
  removal: z.enum(['retain', 'destroy']).default('retain'),
});

/** How one deployment differs from another. */
export type DeploymentSettings = z.infer<typeof schema>;

/** CDK's own context keys all carry a colon, a slash or an at sign; ours are plain names. */
const isOurs = (key: string) => /^[A-Za-z]+$/.test(key);

/**
 * Reads the settings out of the CDK context and fills in the defaults.
 * Throws an Error that lists everything wrong at once, unknown names included.
 */
export function deploymentSettings(context: Record<string, unknown>): DeploymentSettings {
  const ours = Object.fromEntries(Object.entries(context).filter(([key]) => isOurs(key)));
  const result = schema.safeParse(ours);
  if (result.success) return result.data;
  throw new Error(
    `The deployment settings (cdk context) are wrong:\n${z.prettifyError(result.error)}\nSee docs/deploying.md.`,
  );
}
