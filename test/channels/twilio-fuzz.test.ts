import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelProvider } from '../../functions/channels/channel-provider.ts';
import { PayloadError } from '../../functions/errors.ts';
import { providerEventSchema } from '../../functions/interaction/event.ts';
import { eventId } from '../../functions/interaction/event-ids.ts';
import { receivedAt } from './provider-samples.ts';
import * as sms from './sms/twilio/samples.ts';
import * as voice from './voice/twilio/samples.ts';

const names = [
  ...['MessageSid', 'SmsSid', 'AccountSid', 'From', 'To', 'Body', 'MessageStatus', 'SmsStatus', 'ErrorCode'],
  ...['ErrorMessage', 'OptOutType', 'MediaUrl0', 'MediaContentType0', 'MediaUrl7', 'ProfileName', 'Latitude'],
  ...[
    'Longitude',
    'Label',
    'ButtonPayload',
    'Forwarded',
    'OriginalRepliedMessageSid',
    'CallSid',
    'ParentCallSid',
  ],
  ...['Direction', 'CallStatus', 'CallDuration', 'Timestamp', 'CallbackSource', 'CallerName', 'StirVerstat'],
  ...['ForwardedFrom', 'Digits', 'RecordingSid', 'RecordingStatus', 'RecordingUrl', 'RecordingDuration'],
  ...[
    'RecordingStartTime',
    'TranscriptionSid',
    'TranscriptionStatus',
    'TranscriptionText',
    'TranscriptionEvent',
  ],
  ...['TranscriptionData', 'Final', 'Track', 'SequenceId', '__proto__', 'constructor', 'toString'],
];

const value = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e999',
    'NaN',
    'received',
    'delivered',
    'completed',
    'ringing',
    'in-progress',
  ),
  fc.constantFrom(
    'inbound',
    'outbound-api',
    '+14155550123',
    'sip:',
    'sip:;x',
    'client:',
    'messenger:',
    'whatsapp:+1',
  ),
  fc.constantFrom(
    'transcription-content',
    '{"transcript":"x"}',
    'Wed, 31 Feb 2026 99:99:99 +9999',
    '\0\r\n\u{FFFE}',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const parameters = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 20, noNullPrototype: true });

/** What any parameters give: events by the schema with ids of their own, twice the same, or our own error. */
async function survives(
  provider: ChannelProvider,
  request: ReturnType<typeof sms.delivery>,
  secret: unknown,
) {
  const configured = provider.configure(secret);
  configured.verify(request);
  try {
    const delivery = await configured.parse(request);
    const events = delivery.normalize(receivedAt);
    for (const event of events) expect(providerEventSchema.parse(event)).toEqual(event);
    const ids = events.map((event) => eventId({ ...event, brand: 'demo' }));
    expect(new Set(ids).size).toBe(ids.length);
    expect(delivery.normalize(receivedAt)).toEqual(events);
    expect(delivery.acknowledge().body).toMatch(/^<\?xml/);
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
  }
}

describe.each([
  ['sms/twilio', sms],
  ['voice/twilio', voice],
] as const)('%s', (_, { samples, delivery, settings }) => {
  it('takes any parameters', async () => {
    await fc.assert(
      fc.asyncProperty(parameters, (any) => survives(samples.provider, delivery(any), settings)),
      { numRuns: 1_500 },
    );
  });

  it('takes any bytes that were signed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await survives(samples.provider, delivery(Buffer.from([0x61, ...bytes, 0x7a])), settings);
      }),
      { numRuns: 300 },
    );
  });
});
