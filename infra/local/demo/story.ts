import { deliverMail } from '../deliver/mail.ts';
import { firstAccount, type SentAs } from '../deliver/settings.ts';
import { type Answer, deliverWebhook } from '../deliver/webhook.ts';
import type { Running } from '../running.ts';
import { mime } from './mail.ts';
import { call, callbackQuery, recording, textMessage, transcription } from './twilio.ts';
import { agentAnswer, photo, statuses } from './whatsapp.ts';

export interface Step {
  title: string;
  /** Sends the deliveries of this step; again sends the same ones again. */
  play(): Promise<void>;
}

const MINUTE = 60_000;

/** Throws unless a webhook took what was sent. */
export function accepted(answer: Answer): Answer {
  if (answer.status !== 200)
    throw new Error(`A webhook answered ${answer.status}: see the logs of npm start.`);
  return answer;
}

/**
 * The story of one customer over four channels. `run` makes the ids of this telling its own, and stays the same
 * when the same telling is delivered again.
 */
export function story(running: Running, as: SentAs, run: string, now: number): Step[] {
  const whatsapp = firstAccount(as, 'social/whatsapp');
  const sms = firstAccount(as, 'sms/twilio');
  const voice = firstAccount(as, 'voice/twilio');
  const mailbox = firstAccount(as, 'email/ses');
  const answerId = `wamid.${run}.ANSWER`;
  const callSid = `CA${run.padStart(32, '0')}`;
  const recordingSid = `RE${run.padStart(32, '0')}`;
  const send = async (id: Parameters<typeof deliverWebhook>[1], body: Buffer, query = '') =>
    accepted(await deliverWebhook(as, id, body, query));
  const began = now - 90 * MINUTE;

  return [
    {
      title: 'WhatsApp: a photo and a question',
      play: async () => {
        const caption = 'My kettle from order 4711 arrived with this crack. Can I get another one?';
        await send('social/whatsapp', photo(whatsapp, `wamid.${run}.PHOTO`, began, caption));
      },
    },
    {
      title: 'WhatsApp: our agent answers in the app',
      play: async () => {
        const text = 'Oh no, of course. Which address shall the new one go to?';
        await send('social/whatsapp', agentAnswer(whatsapp, answerId, began + 4 * MINUTE, text));
      },
    },
    {
      title: 'SMS: she is on the road and goes on by text message',
      play: async () => {
        const text =
          'Same address. If the postage is extra, take it from 4111 1111 1111 1111. I call you later!';
        await send('sms/twilio', textMessage(sms, `SM${run.padStart(32, '0')}`, text));
      },
    },
    {
      title: 'Voice: she calls, leaves a message, and it is transcribed',
      play: async () => {
        const { body: twiml } = await send('voice/twilio', call(voice, callSid, 'ringing'));
        await send('voice/twilio', call(voice, callSid, 'in-progress'));
        const recorded = callbackQuery(twiml, 'recordingStatusCallback');
        const transcribed = callbackQuery(twiml, 'transcribeCallback');
        const text =
          'Hello, it is me about the kettle with the crack. Please deliver it on Friday. Thank you.';
        await send('voice/twilio', recording(callSid, recordingSid, 27), recorded);
        await send('voice/twilio', transcription(callSid, recordingSid, text), transcribed);
        await send('voice/twilio', call(voice, callSid, 'completed', { CallDuration: '41' }));
      },
    },
    {
      title: 'WhatsApp: receipts of our answer, read before delivered',
      play: async () => {
        const read = statuses(whatsapp, answerId, { read: began + 6 * MINUTE });
        const delivered = statuses(whatsapp, answerId, {
          delivered: began + 4 * MINUTE + 2_000,
          sent: began + 4 * MINUTE + 1_000,
        });
        await send('social/whatsapp', read);
        await send('social/whatsapp', delivered);
      },
    },
    {
      title: 'Email: the receipt, with an attachment',
      play: async () => {
        const letter = {
          to: mailbox,
          subject: 'Receipt for order 4711',
          messageId: `${run}@example.com`,
          at: now,
          text: 'Dear team,\r\n\r\nhere is the receipt you asked for.\r\n\r\nBest regards\r\nInes',
        };
        const messageId = `story${run}`;
        await deliverMail(running, { mime: mime(letter), recipients: [mailbox], messageId, now });
      },
    },
  ];
}
