import * as z from 'zod/mini';
import { signHubBody } from '../signatures/hub-signature.ts';
import { signingSecretsSchema } from './channel-provider.ts';
import type { SignDelivery } from './signed-delivery.ts';

const secretSchema = z.object({ appSecrets: signingSecretsSchema });

/** Signs a body as Meta would, with the newest app secret. Throws a ZodError without one. */
export const signHubDelivery: SignDelivery = (settings, url, body) => {
  const [secret = ''] = secretSchema.parse(settings).appSecrets;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'facebookexternalua',
    'x-hub-signature-256': signHubBody(secret, body),
  };
  return { method: 'POST', url, headers, body };
};
