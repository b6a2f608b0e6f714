import { describe, expect, it } from 'vitest';
import { twilioVoice } from '../../../../functions/channels/voice/twilio/index.ts';
import type { WebhookRequest } from '../../../../functions/channels/webhook-request.ts';
import { PayloadError } from '../../../../functions/errors.ts';
import { fixture } from '../../fixture.ts';
import { receivedAt } from '../../provider-samples.ts';
import { callbackUrl, delivery, settings, url } from './samples.ts';

const provider = twilioVoice.configure(settings);
const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
const sid = (prefix: string, number: number) => `${prefix}${String(number).padStart(32, '0')}`;
const recordingUrl = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid('RE', 1)}`;

async function events(request: WebhookRequest) {
  return (await provider.parse(request)).normalize(receivedAt);
}

const fromFixture = (file: string, to: string = url) =>
  events(delivery(fixture(`voice-twilio/${file}.json`), to));
const call = (more: Record<string, string> = {}) =>
  events(
    delivery({
      CallSid: 'CA1',
      AccountSid: accountSid,
      From: '+14155550123',
      To: '+14155550199',
      CallStatus: 'ringing',
      Direction: 'inbound',
      ...more,
    }),
  );

const customer = { kind: 'phone', scope: '', value: '+14155550123' };
const envelope = {
  version: 1,
  provider: 'voice/twilio',
  account: '+14155550199',
  providerInteractionId: sid('CA', 1),
  receivedAt: '2026-03-04T10:11:12.345Z',
};

describe('an incoming call', () => {
  it('is recorded and rings', async () => {
    const at = '2026-03-04T10:11:12.345Z';
    expect(await fromFixture('incoming-call')).toEqual([
      {
        type: 'recorded',
        ...envelope,
        at,
        interaction: {
          kind: 'call',
          direction: 'inbound',
          contact: {
            identity: customer,
            assurance: 'asserted',
            address: '+14155550123',
            displayName: 'ADA EXAMPLE',
          },
        },
      },
      { type: 'call-progress', ...envelope, at, state: 'ringing', identity: customer },
    ]);
  });

  it.each([
    'TN-Validation-Passed-B',
    'TN-Validation-Passed-A-Diverted',
    'TN-Validation-Failed-A',
    'No-TN-Validation',
    '',
  ])('attested as "%s" only claims its number', async (StirVerstat) => {
    expect(await call({ StirVerstat })).toMatchObject([
      { interaction: { contact: { assurance: 'claimed' } } },
      {},
    ]);
  });

  it('tells where it was forwarded from', async () => {
    expect(await fromFixture('incoming-call-forwarded')).toMatchObject([
      { interaction: { forwardedFrom: '+14155550144' } },
      {},
    ]);
  });

  it.each([
    '+266696687',
    '+86282452253',
    '+8656696',
    '+2562533',
    '+7378742833',
    'anonymous',
    'Restricted',
    'whatsapp:+14155550123',
    '',
  ])('from "%s" is a contact of its own', async (From) => {
    const identity = { kind: 'anonymous', scope: 'voice/twilio/+14155550199', value: 'CA1' };
    expect(await call({ From, StirVerstat: 'TN-Validation-Passed-A' })).toMatchObject([
      { interaction: { contact: { identity, assurance: 'claimed', address: From || 'anonymous' } } },
      { identity },
    ]);
  });

  it('from SIP, a browser client or an extension has the identity of that network', async () => {
    expect(await fromFixture('incoming-call-sip')).toMatchObject([
      {
        interaction: {
          contact: {
            identity: { kind: 'sip', scope: accountSid, value: 'ada@phones.example.com' },
            assurance: 'claimed',
            address: 'sip:Ada@phones.example.com;transport=tls',
          },
        },
      },
      {},
    ]);
    expect(await fromFixture('incoming-call-client')).toMatchObject([
      { interaction: { contact: { identity: { kind: 'client', scope: accountSid, value: 'ada_example' } } } },
      {},
    ]);
    expect(await call({ From: '1234', StirVerstat: 'TN-Validation-Passed-A' })).toMatchObject([
      {
        interaction: {
          contact: {
            identity: { kind: 'sender-id', scope: '+14155550199', value: '1234' },
            assurance: 'claimed',
          },
        },
      },
      {},
    ]);
    expect(await call({ From: 'client:Ada', AccountSid: '' })).toMatchObject([
      { interaction: { contact: { identity: { kind: 'client', scope: '', value: 'Ada' } } } },
      {},
    ]);
  });

  it('comes by GET as well', async () => {
    const rawQuery = 'CallSid=CA1&From=%2B14155550123&To=%2B14155550199&CallStatus=ringing&Direction=inbound';
    const get = {
      method: 'GET',
      headers: {},
      url: `${url}?${rawQuery}`,
      rawQuery,
      body: Buffer.alloc(0),
      receivedAt,
    };
    expect(await events(get)).toMatchObject([{ account: '+14155550199' }, { state: 'ringing' }]);
  });
});

describe('call status', () => {
  it.each([
    ['in-progress', 'answered'],
    ['completed', 'completed'],
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
    ['canceled', 'canceled'],
  ])('%s of an incoming call moves it to %s', async (CallStatus, state) => {
    expect(await call({ CallStatus, CallbackSource: 'call-progress-events' })).toMatchObject([
      { type: 'call-progress', providerInteractionId: 'CA1', state, identity: customer },
    ]);
  });

  it('completed tells the time and the length', async () => {
    expect(await fromFixture('call-completed')).toEqual([
      {
        type: 'call-progress',
        ...envelope,
        at: '2026-03-04T10:12:42.000Z',
        state: 'completed',
        identity: customer,
        durationSeconds: 90,
      },
    ]);
  });

  it('ringing as a callback does not begin the call again', async () => {
    const events = await call({ CallbackSource: 'call-progress-events' });
    expect(events.map(({ type }) => type)).toEqual(['call-progress']);
  });

  it('of an outgoing call records it as ours, from its beginning', async () => {
    expect(await fromFixture('outgoing-call-initiated')).toMatchObject([
      {
        type: 'recorded',
        account: '+14155550199',
        at: '2026-03-04T10:10:00.000Z',
        interaction: {
          kind: 'call',
          direction: 'outbound',
          contact: { identity: customer, assurance: 'asserted', address: '+14155550123' },
        },
      },
    ]);
    for (const [file, state] of [
      ['outgoing-call-ringing', 'ringing'],
      ['outgoing-call-answered', 'answered'],
      ['outgoing-call-busy', 'busy'],
    ] as const) {
      const [recorded, progress] = await fromFixture(file);
      expect(recorded).toMatchObject({ type: 'recorded', interaction: { direction: 'outbound' } });
      expect(progress).toMatchObject({
        type: 'call-progress',
        state,
        account: '+14155550199',
        identity: customer,
      });
    }
    const ended = { CallStatus: 'completed', Direction: 'outbound-api', CallDuration: '60' };
    expect(await call({ ...ended, Timestamp: 'Wed, 04 Mar 2026 10:11:00 +0000' })).toMatchObject([
      { type: 'recorded', at: '2026-03-04T10:10:00.000Z' },
      { type: 'call-progress', at: '2026-03-04T10:11:00.000Z', durationSeconds: 60 },
    ]);
  });

  it.each(['04.03.2026 10:11', 'Sun, 09 Feb 2020 09:30:03 Etc/UTC', 'Wed, 99 Mar 2026 10:11:00 +0000', ''])(
    'with the time "%s" happens when it is received',
    async (Timestamp) => {
      expect(await call({ Timestamp, CallDuration: 'long' })).toMatchObject([
        { at: '2026-03-04T10:11:12.345Z' },
        { at: '2026-03-04T10:11:12.345Z' },
      ]);
    },
  );

  it('without a name of ours, or none at all, is kept as other under an id of its own', async () => {
    for (const [CallStatus, type] of [
      ['teleported', 'CallStatus=teleported'],
      ['', 'no CallStatus'],
    ] as const) {
      const [event, ...more] = await call({ CallStatus });
      expect(event).toMatchObject({
        interaction: { kind: 'other', direction: 'inbound', type, contact: { identity: customer } },
      });
      expect(event?.providerInteractionId).not.toBe('CA1');
      expect(more).toEqual([]);
    }
    expect(await fromFixture('machine-detected', callbackUrl)).toMatchObject([
      {
        account: '+14155550199',
        interaction: { kind: 'other', contact: { identity: { kind: 'anonymous' } } },
      },
    ]);
    expect(await call({ CallSid: '' })).toMatchObject([
      { interaction: { kind: 'other', type: 'no CallSid' } },
    ]);
    expect(await call({ CallStatus: 'x', Direction: 'outbound-api', To: '+14155550177' })).toMatchObject([
      { interaction: { direction: 'outbound', contact: { address: '+14155550177' } } },
    ]);
  });

  it('with keys from a Gather keeps them as a turn of the call', async () => {
    expect(await fromFixture('gathered-digits', callbackUrl)).toEqual([
      {
        type: 'call-progress',
        ...envelope,
        at: envelope.receivedAt,
        state: 'answered',
        identity: customer,
      },
      {
        type: 'recorded',
        ...envelope,
        at: envelope.receivedAt,
        providerInteractionId: expect.stringMatching(/^CA0+1\/gather\/[\w-]{22}$/),
        interaction: {
          kind: 'postback',
          direction: 'inbound',
          contact: { identity: customer, assurance: 'claimed', address: '+14155550123' },
          replyTo: sid('CA', 1),
          title: 'Keys',
          payload: '2',
        },
      },
    ]);
  });

  it('with words from a Gather keeps them as a turn of the call', async () => {
    expect(await fromFixture('gathered-speech', callbackUrl)).toMatchObject([
      { type: 'call-progress' },
      {
        type: 'recorded',
        interaction: {
          kind: 'message',
          direction: 'inbound',
          replyTo: sid('CA', 1),
          text: 'My code is one two three four five six.',
        },
      },
    ]);
  });

  it('with keys and words keeps both; whom we called says them too', async () => {
    const said = { CallStatus: 'in-progress', Digits: '1', SpeechResult: 'One.' };
    const ofTurns = async (more: Record<string, string>) =>
      (await call({ ...said, ...more })).filter(
        ({ providerInteractionId }) => providerInteractionId !== 'CA1',
      );
    expect(await ofTurns({})).toMatchObject([
      { interaction: { kind: 'postback', direction: 'inbound' } },
      { interaction: { kind: 'message', direction: 'inbound' } },
    ]);
    const called = { Direction: 'outbound-api', From: '+14155550199', To: '+14155550123' };
    expect(await ofTurns(called)).toMatchObject([
      { interaction: { direction: 'inbound', contact: { identity: customer, assurance: 'asserted' } } },
      { interaction: { direction: 'inbound' } },
    ]);
  });

  it('with the same key pressed twice keeps two turns, and one when Twilio sends it again', async () => {
    const press = async (token: string) => {
      const request = delivery(fixture('voice-twilio/gathered-digits.json'), callbackUrl);
      const headers = { ...request.headers, 'i-twilio-idempotency-token': token };
      return (await events({ ...request, headers })).at(-1)?.providerInteractionId;
    };
    expect(await press('one')).toBe(await press('one'));
    expect(await press('one')).not.toBe(await press('two'));
    expect(await press('')).toBe(await press(''));
  });

  it('never shows keys that may be a secret in an id', async () => {
    const [, turn] = await call({ CallStatus: 'in-progress', Digits: '739154' });
    expect(turn).toMatchObject({ interaction: { payload: '739154' } });
    expect(turn?.providerInteractionId).not.toContain('739154');
  });
});

describe('the second leg of a Dial', () => {
  it('answers the call when somebody takes it', async () => {
    expect(await fromFixture('second-leg-answered', callbackUrl)).toEqual([
      { type: 'call-progress', ...envelope, at: '2026-03-04T10:11:30.000Z', state: 'answered' },
    ]);
  });

  it('says nothing else, and is never an entry of its own', async () => {
    expect(await fromFixture('second-leg-completed', callbackUrl)).toEqual([]);
    for (const CallStatus of ['initiated', 'ringing', 'busy', 'no-answer', 'failed', 'canceled']) {
      expect(await call({ CallStatus, ParentCallSid: 'CA0', Direction: 'outbound-dial' })).toEqual([]);
    }
  });

  it('without our parameter belongs to the Twilio account, never to a number of its own', async () => {
    expect(await fromFixture('second-leg-answered')).toMatchObject([{ account: accountSid }]);
  });
});

describe('a recording', () => {
  it('moves forward from its callbacks', async () => {
    expect(await fromFixture('recording-in-progress', callbackUrl)).toEqual([
      {
        type: 'recording',
        ...envelope,
        at: '2026-03-04T10:11:20.000Z',
        recordingId: sid('RE', 1),
        state: 'in-progress',
      },
    ]);
    expect(await fromFixture('recording-completed', callbackUrl)).toEqual([
      {
        type: 'recording',
        ...envelope,
        at: '2026-03-04T10:11:47.000Z',
        recordingId: sid('RE', 1),
        state: 'completed',
        url: recordingUrl,
        durationSeconds: 27,
      },
    ]);
    expect(await fromFixture('recording-absent', callbackUrl)).toMatchObject([{ state: 'absent' }]);
    expect(
      await events(delivery({ CallSid: 'CA1', RecordingSid: 'RE1', RecordingStatus: 'failed' }, callbackUrl)),
    ).toMatchObject([{ state: 'failed' }]);
  });

  it('that a Record verb has just ended may not be there yet; its key is no answer to a Gather', async () => {
    expect(await fromFixture('record-over')).toMatchObject([
      { type: 'call-progress', state: 'answered' },
      { type: 'recording', state: 'in-progress', recordingId: sid('RE', 1), url: recordingUrl },
    ]);
    expect(await fromFixture('record-over')).not.toHaveProperty('1.durationSeconds');
  });

  it('without our parameter belongs to the Twilio account', async () => {
    expect(await fromFixture('recording-completed')).toMatchObject([{ account: accountSid }]);
  });

  it.each([{ RecordingSid: 'RE1', RecordingStatus: 'melted' }, { RecordingStatus: 'completed' }])(
    '%o is kept as other',
    async (more) => {
      expect(await events(delivery({ CallSid: 'CA1', ...more }, callbackUrl))).toMatchObject([
        { interaction: { kind: 'other', type: `RecordingStatus=${more.RecordingStatus}` } },
      ]);
    },
  );
});

describe('a transcription', () => {
  it('of a recording gives its text', async () => {
    expect(await fromFixture('transcription-completed')).toEqual([
      {
        type: 'transcription',
        ...envelope,
        at: envelope.receivedAt,
        transcriptionId: sid('TR', 1),
        state: 'completed',
        recordingId: sid('RE', 1),
        text: 'Hello, my parcel has not come. Please call me back.',
      },
    ]);
    expect(await fromFixture('transcription-failed', callbackUrl)).toMatchObject([
      { state: 'failed', transcriptionId: sid('TR', 2), account: '+14155550199' },
    ]);
    expect(await fromFixture('transcription-failed', callbackUrl)).not.toHaveProperty('0.text', '');
  });

  it('that is live gives each final utterance once', async () => {
    expect(await fromFixture('live-transcription-final', callbackUrl)).toEqual([
      {
        type: 'transcription',
        ...envelope,
        at: '2026-03-04T10:11:19.120Z',
        transcriptionId: `${sid('GT', 1)}/3/inbound_track`,
        state: 'completed',
        text: 'My parcel has not come.',
      },
    ]);
    for (const file of ['live-transcription-started', 'live-transcription-partial']) {
      expect(await fromFixture(file, callbackUrl)).toEqual([]);
    }
    expect(await fromFixture('live-transcription-error', callbackUrl)).toMatchObject([
      { state: 'failed', transcriptionId: sid('GT', 1) },
    ]);
    const error = { CallSid: 'CA1', TranscriptionEvent: 'transcription-error' };
    expect(await events(delivery(error, callbackUrl))).toMatchObject([{ transcriptionId: 'live' }]);
  });

  it('that cannot be read is quarantined', async () => {
    const broken = { CallSid: 'CA1', TranscriptionEvent: 'transcription-content', TranscriptionData: '{' };
    await expect(events(delivery(broken, callbackUrl))).rejects.toThrow(PayloadError);
  });

  it.each([
    { TranscriptionSid: 'TR1', TranscriptionStatus: 'melted' },
    { TranscriptionSid: 'TR1' },
    { TranscriptionSid: 'GT1', TranscriptionEvent: 'transcription-sung' },
    {
      TranscriptionSid: 'GT1',
      TranscriptionEvent: 'transcription-content',
      TranscriptionData: '{"words":1}',
      SequenceId: '1',
      Track: 'inbound_track',
    },
    {
      TranscriptionSid: 'GT1',
      TranscriptionEvent: 'transcription-content',
      TranscriptionData: '{"transcript":"x"}',
    },
  ])('%o is kept as other', async (more) => {
    expect(await events(delivery({ CallSid: 'CA1', ...more }, callbackUrl))).toMatchObject([
      { account: '+14155550199', interaction: { kind: 'other' } },
    ]);
  });
});

describe('a delivery', () => {
  it('that names no account, or a known parameter twice, is unreadable', async () => {
    await expect(events(delivery({ CallSid: 'CA1', CallStatus: 'ringing' }))).rejects.toThrow(PayloadError);
    await expect(events(delivery('CallSid=CA1&CallSid=CA2&AccountSid=AC1'))).rejects.toThrow(/CallSid/);
    await expect(events(delivery('CallSid=%C3%28&To=%2B14155550199'))).rejects.toThrow(PayloadError);
  });

  it('keeps ids of any length and content', async () => {
    for (const CallSid of ['CA:1#2/3', 'x'.repeat(500), 'a\r\nb\0']) {
      expect(await call({ CallSid })).toMatchObject([{ providerInteractionId: CallSid }, {}]);
    }
  });
});
