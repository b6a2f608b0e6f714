import { defineProvider } from '../../channel-provider.ts';
import { hubChallenge, verifyHubDelivery } from '../../hub-webhook.ts';
import type { WebhookRequest } from '../../webhook-request.ts';
import { manifest } from './manifest.ts';
import { normalize } from './normalize.ts';
import { parsePayload } from './payload.ts';
import { settingsSchema } from './settings.ts';

export const messenger = defineProvider({
  manifest,
  settings: settingsSchema,
  challenge: hubChallenge,
  verify: verifyHubDelivery,
  parse: (request: WebhookRequest) => parsePayload(request.body),
  normalize,
});
