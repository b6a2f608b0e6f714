import type { SignDelivery } from '../../signed-delivery.ts';
import { signForm } from '../../signed-form.ts';
import { signingSchema } from './settings.ts';
import { SIGNATURE_HEADER } from './verify.ts';

/** Signs a payload file (a form, or a JSON object of parameters) as Twilio signs a webhook. */
export const sign: SignDelivery = (settings, url, body) => {
  const [authToken] = signingSchema.parse(settings).authTokens;
  return signForm(SIGNATURE_HEADER, authToken, url, body);
};
