import { customer, ours } from './customer.ts';

function form(fields: Record<string, string>): Buffer {
  return Buffer.from(
    new URLSearchParams({
      AccountSid: ours.twilioAccountSid,
      ApiVersion: '2010-04-01',
      ...fields,
    }).toString(),
  );
}

export function textMessage(account: string, sid: string, body: string): Buffer {
  return form({
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    SmsStatus: 'received',
    NumMedia: '0',
    NumSegments: '1',
    From: customer.phone,
    To: account,
    Body: body,
  });
}

/** A step of a call, as Twilio asks for TwiML (`ringing`) or tells of progress. */
export function call(
  account: string,
  sid: string,
  status: string,
  more: Record<string, string> = {},
  from: string = customer.phone,
): Buffer {
  const parties = { Direction: 'inbound', From: from, To: account, Caller: from, Called: account };
  return form({ CallSid: sid, CallStatus: status, ...parties, ...more });
}

/** The voicemail is stored. Carries no number: our account stands in the signed URL. */
export function recording(callSid: string, recordingSid: string, seconds: number): Buffer {
  return form({
    CallSid: callSid,
    RecordingSid: recordingSid,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${ours.twilioAccountSid}/Recordings/${recordingSid}`,
    RecordingStatus: 'completed',
    RecordingDuration: String(seconds),
    RecordingChannels: '1',
    RecordingSource: 'RecordVerb',
  });
}

export function transcription(callSid: string, recordingSid: string, text: string): Buffer {
  return form({
    CallSid: callSid,
    RecordingSid: recordingSid,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${ours.twilioAccountSid}/Recordings/${recordingSid}`,
    TranscriptionSid: recordingSid.replace('RE', 'TR'),
    TranscriptionStatus: 'completed',
    TranscriptionText: text,
  });
}

/** The URL our TwiML told Twilio to call back, as its query. */
export function callbackQuery(twiml: string, attribute: string): string {
  const url = new RegExp(`${attribute}="([^"]+)"`).exec(twiml)?.[1]?.replaceAll('&amp;', '&');
  return url === undefined ? '' : new URL(url).search;
}
