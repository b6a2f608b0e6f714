import * as z from 'zod/mini';
import { PayloadError } from '../../../errors.ts';
import { queryParameter, readParameters } from '../../form-body.ts';
import type { WebhookRequest } from '../../webhook-request.ts';

const text = z.optional(z.string());

/**
 * Any request of Twilio Voice; what is not named here passes.
 * https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
 */
const fieldsSchema = z.looseObject({
  CallSid: text,
  /** Only on the second leg of a `<Dial>`. */
  ParentCallSid: text,
  AccountSid: text,
  From: text,
  To: text,
  /** `inbound`, `outbound-api` or `outbound-dial`. */
  Direction: text,
  CallStatus: text,
  ForwardedFrom: text,
  CallerName: text,
  /** https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir */
  StirVerstat: text,
  /** Keys or words that answered a `<Gather>`, or the key that ended a `<Record>`. */
  Digits: text,
  SpeechResult: text,
  // Status callbacks: https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent
  CallbackSource: text,
  CallDuration: text,
  Timestamp: text,
  // Recordings: https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback
  RecordingSid: text,
  RecordingStatus: text,
  RecordingUrl: text,
  RecordingDuration: text,
  RecordingStartTime: text,
  // Transcribed recordings: https://www.twilio.com/docs/voice/twiml/record#attributes-transcribe-callback
  TranscriptionSid: text,
  TranscriptionStatus: text,
  TranscriptionText: text,
  // Live transcription: https://www.twilio.com/docs/voice/twiml/transcription
  TranscriptionEvent: text,
  TranscriptionData: text,
  Final: text,
  Track: text,
  SequenceId: text,
});
export type Fields = z.infer<typeof fieldsSchema>;

/** A request with our account: callbacks name it in the URL that we gave to Twilio. */
export interface Payload {
  account: string;
  fields: Fields;
  /** Twilio's own id of this request, the same when it is sent again. */
  deliveryId: string | undefined;
}

export function isOutbound(fields: Fields): boolean {
  return fields.Direction?.startsWith('outbound') ?? false;
}

/** The first request of an incoming call, which our TwiML answers. */
export function isIncomingCall(fields: Fields): boolean {
  const first = fields.CallStatus === 'ringing' && !fields.CallbackSource && !fields.ParentCallSid;
  return first && !isOutbound(fields);
}

/** True for the answer to a `<Gather>`; the key that ended a `<Record>` is none. */
export function answersGather({ Digits, SpeechResult, RecordingUrl, ParentCallSid }: Fields): boolean {
  return Boolean(Digits || SpeechResult) && !RecordingUrl && !ParentCallSid;
}

/** Numbers of a second leg are those of whoever we dialled for the customer, so that they name no account. */
function accountOf(request: WebhookRequest, fields: Fields): string {
  const ours = isOutbound(fields) ? fields.From : fields.To;
  const number = fields.ParentCallSid ? undefined : ours;
  const account = queryParameter(request.rawQuery, 'account') || number || fields.AccountSid;
  if (!account) throw new PayloadError('the delivery names neither our number nor an account');
  return account;
}

/** Throws PayloadError when a parameter is unreadable, a known one is repeated, or no account is named. */
export function parse(request: WebhookRequest): Payload {
  const result = fieldsSchema.safeParse(readParameters(request));
  if (result.success) {
    const deliveryId = request.headers['i-twilio-idempotency-token'] || undefined;
    return { account: accountOf(request, result.data), fields: result.data, deliveryId };
  }
  const names = result.error.issues.map((issue) => issue.path.join('.'));
  throw new PayloadError(`not a text, or repeated: ${names.join(', ')}`);
}
