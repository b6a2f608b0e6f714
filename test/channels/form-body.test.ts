import { describe, expect, it } from 'vitest';
import { parseForm, queryParameter, readParameters } from '../../functions/channels/form-body.ts';
import { signForm } from '../../functions/channels/signed-form.ts';
import type { WebhookRequest } from '../../functions/channels/webhook-request.ts';
import { PayloadError } from '../../functions/errors.ts';
import { receivedAt } from './provider-samples.ts';

function request(part: Partial<WebhookRequest>): WebhookRequest {
  const url = 'https://example.com/webhooks/sms/twilio';
  return { method: 'POST', headers: {}, url, rawQuery: '', body: Buffer.alloc(0), receivedAt, ...part };
}

describe('a form', () => {
  it('is read with plus, percent, empty values and repeated names', () => {
    const form = parseForm('a=1+2%2B3&b=&c&&caf%C3%A9=%F0%9F%9A%9A&d=1&d=2&d=3&e=x=y');
    expect({ ...form }).toEqual({ a: '1 2+3', b: '', c: '', café: '🚚', d: ['1', '2', '3'], e: 'x=y' });
  });

  it('keeps dangerous names as plain parameters', () => {
    const form = parseForm('__proto__=x&constructor=y&toString=z');
    expect(Object.entries(form)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['toString', 'z'],
    ]);
    expect(Object.prototype.toString.call({})).toBe('[object Object]');
  });

  it.each(['%', 'a=%', 'a=%4', 'a=%zz', 'a=%FF', 'a=%C3', 'a=%ED%A0%80', 'a=%C0%AF', '%FF=a', 'a=%F0%9F%9A'])(
    'refuses %s without quoting it',
    (text) => {
      expect(() => parseForm(text)).toThrow(PayloadError);
      expect(() => parseForm(text)).not.toThrow(text);
    },
  );

  it('refuses raw bytes that are not UTF-8, and a byte order mark', () => {
    for (const body of [Buffer.from([0x61, 0x3d, 0xff]), Buffer.from('\u{FEFF}a=1')]) {
      expect(() => readParameters(request({ body }))).toThrow(PayloadError);
    }
  });

  it('passes what a text may hold: NUL, CR and LF, noncharacters, raw UTF-8', () => {
    const body = Buffer.from('a=%00%0D%0A%EF%BF%BE&b=\u{20AC}');
    expect({ ...readParameters(request({ body })) }).toEqual({ a: '\0\r\n\u{FFFE}', b: '€' });
  });
});

describe('the parameters of a delivery', () => {
  it('are the query of a GET, and the body of everything else', () => {
    const both = { rawQuery: 'a=1', body: Buffer.from('b=2') };
    expect({ ...readParameters(request({ ...both, method: 'GET' })) }).toEqual({ a: '1' });
    expect({ ...readParameters(request(both)) }).toEqual({ b: '2' });
  });

  it.each(['application/json', 'Application/JSON; charset=utf-8', 'application/cloudevents+json'])(
    'are a JSON object when the type is %s',
    (type) => {
      const body = Buffer.from('{"MessageSid":"SM1","big":12345678901234567890,"__proto__":{"x":1}}');
      const parameters = readParameters(request({ headers: { 'content-type': type }, body }));
      expect(parameters.MessageSid).toBe('SM1');
      expect(parameters.big).toBe('12345678901234567890');
      expect(parameters.x).toBeUndefined();
    },
  );

  it.each(['[]', 'null', '"a"', '1', '{', `${'['.repeat(100_000)}`, '\u{FEFF}{}'])(
    'are never %.20s',
    (text) => {
      const json = request({ headers: { 'content-type': 'application/json' }, body: Buffer.from(text) });
      expect(() => readParameters(json)).toThrow(PayloadError);
    },
  );

  it('of our own URL are read one by one', () => {
    expect(queryParameter('x=1&account=%2B14155550199', 'account')).toBe('+14155550199');
    for (const query of ['', 'account=', 'account=a&account=b', 'accounts=a']) {
      expect(queryParameter(query, 'account')).toBeUndefined();
    }
  });
});

describe('signing a payload file', () => {
  const bodyOf = (text: string) =>
    signForm('x-sig', 'secret', 'https://example.com', Buffer.from(text)).body.toString();

  it('takes a form as it is, or an object of parameters', () => {
    expect(bodyOf('a=%2B1&b=x+y\n')).toBe('a=%2B1&b=x+y');
    expect(bodyOf('{ "a": "+1", "b": "x y", "c": "" }')).toBe('a=%2B1&b=x+y&c=');
  });

  it('refuses an object with anything but texts', () => {
    expect(() => bodyOf('{ "a": 1 }')).toThrow(PayloadError);
  });
});
