import { webhookLambda } from '../../../intake/webhook.lambda.ts';
import { whatsapp } from './index.ts';

export const handler = webhookLambda(whatsapp);
