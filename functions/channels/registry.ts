import { sesMail } from './email/ses/index.ts';
import { twilioSms } from './sms/twilio/index.ts';
import { messenger } from './social/messenger/index.ts';
import { whatsapp } from './social/whatsapp/index.ts';
import { twilioVoice } from './voice/twilio/index.ts';

/** Every provider there is, as code; in the order of the catalog. For tests and tools: a Lambda imports its own alone. */
export const registry = [sesMail, twilioSms, whatsapp, messenger, twilioVoice] as const;
