// npm run send -- <provider id> <file>: signs a payload file of yours as the provider would, and sends it to the
// running stack. For email/ses the file is a MIME message: it goes SES's way, through bucket and topic.
import { readFileSync, statSync } from 'node:fs';
import { catalog } from '../../functions/channels/catalog.ts';
import { readArguments } from '../command-line.ts';
import { deliverMail } from './deliver/mail.ts';
import { quarantinedFor } from './deliver/quarantined.ts';
import { developmentSecrets, firstAccount } from './deliver/settings.ts';
import { deliverWebhook, isSigned } from './deliver/webhook.ts';
import { failureOf } from './http/failure-of.ts';
import { DATA_FOLDER, readRunning } from './running.ts';

const usage = `npm run send -- <provider id> <file>

The file is the body of the provider's request: a form or a JSON object of its parameters (Twilio), JSON (Meta), or
for email/ses a mail (.eml). It is signed with the secret of infra/local/secrets.json, whose accounts it must name.
Provider ids: ${catalog.map(({ id }) => id).join(', ')}`;

async function send(providerId: string, file: string): Promise<string> {
  const running = readRunning(DATA_FOLDER);
  const as = { url: running.url, secrets: developmentSecrets() };
  const payload = readFileSync(file);
  if (isSigned(providerId)) {
    const { status, body, sent } = await deliverWebhook(as, providerId, payload);
    const reason = await quarantinedFor(running, providerId, sent);
    const remark = reason === undefined ? '' : `\nNot recorded: it went to the quarantine (${reason}).`;
    return `${`${status} ${body}`.trim()}${remark}`;
  }
  const now = Date.now() + running.clockOffsetMs;
  const recipients = [firstAccount(as, providerId)];
  const messageId = await deliverMail(running, { mime: payload, recipients, now });
  return `Stored and announced as SES would: message id ${messageId}, to ${recipients.join(', ')}`;
}

const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
});
const [providerId, file] = positionals;
if (providerId === undefined || file === undefined || values.help) {
  console.log(usage);
  process.exit(values.help ? 0 : 1);
}

try {
  if (!catalog.some(({ id }) => id === providerId))
    throw new Error(`There is no provider "${providerId}".\n\n${usage}`);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Error(`There is no file ${file}.`);
  console.log(await send(providerId, file));
} catch (error) {
  console.error(failureOf(error));
  process.exitCode = 1;
}
