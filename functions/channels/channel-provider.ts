import * as z from 'zod/mini';
import { ConfigurationError } from '../errors.ts';
import { brandSchema } from '../interaction/brand.ts';
import type { ProviderEvent } from '../interaction/event.ts';
import type { Channel, ProviderId } from '../interaction/identity.ts';
import type { WebhookRequest, WebhookResponse } from './webhook-request.ts';

/** What a provider is, as data: enough to deploy it and to list it, without its code. */
export interface ProviderManifest {
  id: ProviderId;
  channel: Channel;
  title: string;
  /** How deliveries reach us: an HTTP webhook, or mail through SES, S3, SNS and SQS. */
  intake: 'webhook' | 'mail';
  /** Largest body accepted, in bytes: over it 413. */
  maxBodyBytes: number;
  /** True when the signature covers the URL, so that `publicUrl` must be the one registered with the provider. */
  signsUrl: boolean;
  /** Where the provider documents its webhooks. */
  documentation: string;
  /** What the provider's console has to be told, and where: printed when the stack is deployed. */
  setup: string;
}

export const accountSettingsSchema = z.looseObject({ brand: brandSchema });

/** What every provider's secret holds. Each provider extends it with what it needs. */
export const providerSettingsSchema = z.object({
  /** Our accounts at the provider (number, page, mailbox) and the brand each belongs to. */
  accounts: z.record(z.string().check(z.minLength(1)), accountSettingsSchema),
});
export type ProviderSettings = z.infer<typeof providerSettingsSchema>;

/** Live signing secrets, newest first. All are tried, so that a rotation refuses nothing. */
export const signingSecretsSchema = z.array(z.string().check(z.minLength(1))).check(z.minLength(1));

/** A provider as its folder writes it. `Request` is a webhook request, or for mail a notification with its MIME. */
export interface ProviderDefinition<Request, Payload, Settings extends ProviderSettings> {
  manifest: ProviderManifest;
  settings: z.core.$ZodType<Settings>;
  /** Answers the provider's handshake (a GET with a challenge); undefined when the request is not one. Throws WebhookVerificationError. */
  challenge?(request: Request, settings: Settings): WebhookResponse | undefined;
  /** Proves on the raw bytes that the provider sent this. Throws WebhookVerificationError. Never parses. */
  verify(request: Request, settings: Settings): void;
  /** Reads the wire format. Throws PayloadError. */
  parse(request: Request): Payload | Promise<Payload>;
  /** Pure: payload and receive time (ms) in, events out, every element of every batch level. */
  normalize(payload: Payload, receivedAt: number): ProviderEvent[];
  /** What the provider expects as answer; without it 200 with an empty body. */
  acknowledge?(payload: Payload, settings: Settings, request: Request): WebhookResponse;
}

/** A verified delivery that was read: what it says and how to answer it. */
export interface ParsedDelivery {
  normalize(receivedAt: number): ProviderEvent[];
  acknowledge(): WebhookResponse;
}

/** A provider bound to its settings, its payload type hidden. */
export interface ConfiguredProvider<Request> {
  accounts: ProviderSettings['accounts'];
  challenge(request: Request): WebhookResponse | undefined;
  verify(request: Request): void;
  parse(request: Request): Promise<ParsedDelivery>;
}

export interface ChannelProvider<Request = WebhookRequest> {
  manifest: ProviderManifest;
  /** Checks the provider's secret (parsed JSON). Throws ConfigurationError that names what is wrong, never a value. */
  configure(secret: unknown): ConfiguredProvider<Request>;
}

function settingsOf<Settings>(id: ProviderId, schema: z.core.$ZodType<Settings>, secret: unknown): Settings {
  const result = z.safeParse(schema, secret);
  if (result.success) return result.data;
  const places = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the secret'} (${issue.code})`,
  );
  throw new ConfigurationError(
    `The secret of ${id} is not usable: ${places.join(', ')}. Set it with: npm run secrets -- ${id}`,
  );
}

/** Makes a provider of its parts and hides its payload and settings types from everyone else. */
export function defineProvider<Request, Payload, Settings extends ProviderSettings>(
  definition: ProviderDefinition<Request, Payload, Settings>,
): ChannelProvider<Request> {
  const { manifest } = definition;
  return {
    manifest,
    configure(secret) {
      const settings = settingsOf(manifest.id, definition.settings, secret);
      return {
        accounts: settings.accounts,
        challenge: (request) => definition.challenge?.(request, settings),
        verify: (request) => definition.verify(request, settings),
        async parse(request) {
          const payload = await definition.parse(request);
          return {
            normalize: (receivedAt) => definition.normalize(payload, receivedAt),
            acknowledge: () => definition.acknowledge?.(payload, settings, request) ?? { status: 200 },
          };
        },
      };
    },
  };
}
