// npm run send -- <provider id> <file>: signs a payload file of yours as the provider would, and sends it to the
// running stack. For email/ses the file is a MIME message: it goes SES's way, through bucket and topic.
import { existsSync, readFileSync } from 'node:fs';
import { catalog } from '../../functions/channels/catalog.ts';
import { deliverMail } from './deliver/mail.ts';
import { developmentSecrets, firstAccount } from './deliver/settings.ts';
import { deliverWebhook, isSigned } from './deliver/webhook.ts';
import { DATA_FOLDER, readRunning } from './running.ts';

const usage = `Usage: npm run send -- <provider id> <file>\nProvider ids: ${catalog.map(({ id }) => id).join(', ')}`;

async function send(providerId: string, file: string): Promise<string> {
  const running = readRunning(DATA_FOLDER);
  const as = { url: running.url, secrets: developmentSecrets() };
  const payload = readFileSync(file);
  if (isSigned(providerId)) {
    const { status, body } = await deliverWebhook(as, providerId, payload);
    return `${status} ${body}`.trim();
  }
  const recipients = [firstAccount(as, providerId)];
  const messageId = await deliverMail(running, { mime: payload, recipients, now: Date.now() });
  return `Stored and announced as SES would: message id ${messageId}, to ${recipients.join(', ')}`;
}

const [providerId = '', file = ''] = process.argv.slice(2);
try {
  if (!catalog.some(({ id }) => id === providerId)) throw new Error(usage);
  if (!existsSync(file)) throw new Error(`There is no file ${file || '(none given)'}.\n${usage}`);
  console.log(await send(providerId, file));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
