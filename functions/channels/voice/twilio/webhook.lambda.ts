import { webhookLambda } from '../../../intake/webhook.lambda.ts';
import { twilioVoice } from './index.ts';

export const handler = webhookLambda(twilioVoice);
