import { mailLambda } from '../../../intake/mail.lambda.ts';
import { sesMail } from './index.ts';

export const handler = mailLambda(sesMail);
