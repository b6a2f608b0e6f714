import { describe, expect, it } from 'vitest';
import { twilioVoice } from '../../../../functions/channels/voice/twilio/index.ts';
import { isTwiml } from '../../../../functions/channels/voice/twilio/twiml.ts';
import { ConfigurationError } from '../../../../functions/errors.ts';
import { growth, LINEAR } from '../../../text/linear-time.ts';
import { fixture } from '../../fixture.ts';
import { callbackUrl, delivery, settings, url } from './samples.ts';

const incoming = (to: string = url) => delivery(fixture('voice-twilio/incoming-call.json'), to);
const withAnswer = (answer: unknown) => ({
  ...settings,
  accounts: { '+14155550199': { brand: 'demo', answer } },
});

async function answerTo(request: ReturnType<typeof delivery>, secret: unknown = settings) {
  return (await twilioVoice.configure(secret).parse(request)).acknowledge();
}

describe('the answer to an incoming call', () => {
  it('is by default a sentence and a recording whose callbacks name the account', async () => {
    const { status, headers, body } = await answerTo(incoming());
    expect([status, headers]).toEqual([200, { 'content-type': 'text/xml' }]);
    expect(body).toContain('<Say>');
    expect(body).toContain(`recordingStatusCallback="${callbackUrl}"`);
    expect(body).toContain(`transcribeCallback="${callbackUrl}"`);
    expect(isTwiml(body ?? '')).toBe(true);
    expect(body).not.toContain('{');
  });

  it("is the account's own TwiML with every placeholder filled", async () => {
    const answer =
      '<Response><Dial><Number statusCallback="{statusCallback}">+14155550177</Number></Dial><Record recordingStatusCallback="{recordingCallback}" transcribeCallback="{transcriptionCallback}"/></Response>';
    const { body } = await answerTo(incoming(), withAnswer(answer));
    expect(body?.split(callbackUrl)).toHaveLength(4);
    expect(body).not.toContain('{');
  });

  it('leaves out of the callback what else was in the query', async () => {
    expect((await answerTo(incoming(`${url}?a=1&b=2`))).body).toContain(`"${callbackUrl}"`);
  });

  it('escapes an account that would break the document', async () => {
    const account = `"><Hangup/>'&{statusCallback}`;
    const secret = { ...settings, accounts: { [account]: { brand: 'demo' } } };
    const { body } = await answerTo(incoming(`${url}?account=${encodeURIComponent(account)}`), secret);
    expect(isTwiml(body ?? '')).toBe(true);
    expect(body).toContain('account=%22%3E%3CHangup%2F%3E&apos;%26%7BstatusCallback%7D');
  });

  it('rejects the call when the number is not configured, whatever its name', async () => {
    for (const To of ['+14155550198', '__proto__', 'constructor']) {
      const call = { CallSid: 'CA1', From: '+14155550123', To, CallStatus: 'ringing', Direction: 'inbound' };
      expect((await answerTo(delivery(call))).body).toContain('<Response><Reject/></Response>');
    }
  });

  it.each(['call-completed', 'record-over', 'recording-completed', 'outgoing-call-ringing'])(
    'to anything else (%s) is empty',
    async (file) => {
      const { body } = await answerTo(delivery(fixture(`voice-twilio/${file}.json`), callbackUrl));
      expect(body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    },
  );

  it('to the second leg of a call that rings is empty', async () => {
    const leg = { CallSid: 'CA2', ParentCallSid: 'CA1', CallStatus: 'ringing', Direction: 'inbound' };
    expect((await answerTo(delivery(leg, callbackUrl))).body).toContain('<Response/>');
  });
});

describe('the answer to keys and words that a Gather collected', () => {
  const gathered = (more: Record<string, string> = {}) =>
    delivery(
      {
        ...{ CallSid: 'CA1', From: '+14155550123', To: '+14155550199', CallStatus: 'in-progress' },
        ...{ Direction: 'inbound', Digits: '123456', ...more },
      },
      callbackUrl,
    );
  const withAfter = (afterGather: string) => ({
    ...settings,
    accounts: { '+14155550199': { brand: 'demo', answer: '<Response/>', afterGather } },
  });

  it("is the account's own TwiML for it, which may ask again", async () => {
    const afterGather = '<Response><Gather action="{gatherCallback}"/></Response>';
    for (const more of [{}, { Digits: '', SpeechResult: 'yes' }])
      expect((await answerTo(gathered(more), withAfter(afterGather))).body).toBe(
        `<Response><Gather action="${callbackUrl}"/></Response>`,
      );
  });

  it('is by default the chance to leave a message', async () => {
    expect((await answerTo(gathered())).body).toContain('<Record');
  });

  it('never goes to a second leg, nor to the key that ended a recording', async () => {
    for (const more of [{ ParentCallSid: 'CA0' }, { RecordingUrl: 'https://example.com/r' }])
      expect((await answerTo(gathered(more), withAfter('<Response><Pause/></Response>'))).body).toContain(
        '<Response/>',
      );
  });
});

describe('configuring an answer', () => {
  it.each([
    'not xml',
    '',
    '<Say>hi</Say>',
    '<Response>',
    '</Response>',
    '<Response/><Response/>',
    '<Response/>x',
    '<Response><Say>a</Response></Say>',
    '<Response><Say>a & b</Say></Response>',
    '<Response><Say voice=alice>a</Say></Response>',
    '<Response><Say voice="a<b">a</Say></Response>',
    "<Response><Say voice='it's'>a</Say></Response>",
    '<Response>&nbsp;</Response>',
    '<!DOCTYPE x><Response/>',
    '<Response><!-- -- --></Response>',
    '<Response><![CDATA[x]]></Response>',
    '<response/>',
    '<Response><Record transcribeCallback="{transcriptCallback}"/></Response>',
    `<Response>${' '.repeat(64_000)}</Response>`,
    7,
  ])('refuses %.60s', (answer) => {
    expect(() => twilioVoice.configure(withAnswer(answer))).toThrow(ConfigurationError);
  });

  it.each([
    '<Response/>',
    ' <?xml version="1.0" encoding="UTF-8"?>\n<Response><!-- a note --><Say voice="Polly.Joanna" xml:lang=\'en-"US"\'>Hello &amp; good day &#x1F600; "now"</Say>\n</Response>\n',
    '<Response><Gather action="https://example.com/menu"><Say>One\ror two</Say></Gather></Response>',
  ])('takes %s', (answer) => {
    expect(() => twilioVoice.configure(withAnswer(answer))).not.toThrow();
  });

  it.each([
    ['x ', '<Response><Say a="', '">'],
    ['<b/>&amp; ', '<Response><Say>', ''],
  ])('takes time in proportion to its length: %s', (piece, before, after) => {
    expect(isTwiml(before + piece + after)).toBe(false);
    expect(growth(isTwiml, piece, { before, after })).toBeLessThanOrEqual(LINEAR);
  });
});
