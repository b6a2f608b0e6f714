import { webhookLambda } from '../../../intake/webhook.lambda.ts';
import { messenger } from './index.ts';

export const handler = webhookLambda(messenger);
