import { webhookLambda } from '../../../intake/webhook.lambda.ts';
import { twilioSms } from './index.ts';

export const handler = webhookLambda(twilioSms);
