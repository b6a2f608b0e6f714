import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { WebhookVerificationError } from '../../functions/errors.ts';
import { signedUrlForms } from '../../functions/signatures/signed-url-forms.ts';
import { signUrlAndForm, verifyUrlAndForm, withBodyHash } from '../../functions/signatures/url-and-form.ts';

const secret = '12345';
const call =
  'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212';
const json = '{"property": "value", "boolean": true}';
const jsonHash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
const emptyHash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';

interface Vector {
  name: string;
  /** The URL that was called. */
  url: string;
  /** What was signed, where it differs from the URL that was called. */
  signedUrl?: string;
  body: string;
  signature: string;
}

/**
 * Published by Twilio: twilio/twilio-node spec/validation.spec.js at 45d3d65a4; the verbatim apostrophe is from
 * the older revision 005ea9cdb, which the library still accepts.
 */
const vectors: Vector[] = [
  {
    name: 'form parameters, https, no port',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    body: call,
    signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  },
  {
    name: 'the https url carries a port of its own, signed without it',
    url: 'https://mycompany.com:1234/myapp.php?foo=1&bar=2',
    signedUrl: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    body: call,
    signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  },
  {
    name: 'http url signed with its port',
    url: 'http://mycompany.com:1234/myapp.php?foo=1&bar=2',
    body: call,
    signature: 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU=',
  },
  {
    name: 'https url without port, signed with :443',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    signedUrl: 'https://mycompany.com:443/myapp.php?foo=1&bar=2',
    body: call,
    signature: 'kvajT1Ptam85bY51eRf/AJRuM3w=',
  },
  {
    name: 'http url without port, signed with :80',
    url: 'http://mycompany.com/myapp.php?foo=1&bar=2',
    signedUrl: 'http://mycompany.com:80/myapp.php?foo=1&bar=2',
    body: call,
    signature: '0ZXoZLH/DfblKGATFgpif+LLRf4=',
  },
  {
    name: 'user and password in the url',
    url: 'https://user:pass@mycompany.com/myapp.php?foo=1&bar=2',
    body: call,
    signature: 'CukzLTc1tT5dXEDIHm/tKBanW10=',
  },
  {
    name: 'user alone in the url',
    url: 'https://user@mycompany.com/myapp.php?foo=1&bar=2',
    body: call,
    signature: '2YRLlVAflCqxaNicjMpJcSTgzSs=',
  },
  {
    name: 'user and password, default port added',
    url: 'https://user:pass@mycompany.com/myapp.php?foo=1&bar=2',
    signedUrl: 'https://user:pass@mycompany.com:443/myapp.php?foo=1&bar=2',
    body: call,
    signature: 'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=',
  },
  {
    name: 'apostrophe and plus in the query, verbatim',
    url: "https://mycompany.com/myapp.php?foo=1&bar=2&Body=It's+amazing",
    body: call,
    signature: 'dsq4Ehbj6cs+KdTkpF5sSSplOWw=',
  },
  {
    name: 'the same url signed in its WHATWG form',
    url: "https://mycompany.com/myapp.php?foo=1&bar=2&Body=It's+amazing",
    signedUrl: 'https://mycompany.com/myapp.php?foo=1&bar=2&Body=It%27s+amazing',
    body: call,
    signature: 'TfZzewPq8wqrGlMfyAud8+/IvJ0=',
  },
  {
    name: 'repeated parameter, values sorted',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    body: 'MessagingBinding.Address=%2B1415xxxxxxx&MessagingBinding.Address=%2B1325xxxxxxx',
    signature: '83O6e2vORAoJHUNzJjDWN1jz+BA=',
  },
  {
    name: 'repeated parameter with an equal value: once',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    body: 'Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234',
    signature: 'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
  },
  {
    name: 'JSON body, its hash in the query',
    url: `https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=${jsonHash}`,
    body: json,
    signature: 'a9nBmqA0ju/hNViExpshrM61xv4=',
  },
  {
    name: 'JSON body, its hash the only query parameter',
    url: `https://mycompany.com/myapp.php?bodySHA256=${jsonHash}`,
    body: json,
    signature: 'y77kIzt2vzLz71DgmJGsen2scGs=',
  },
  {
    name: 'JSON body {}, signed with :443',
    url: `https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=${emptyHash}`,
    signedUrl: `https://mycompany.com:443/myapp.php?foo=1&bar=2&bodySHA256=${emptyHash}`,
    body: '{}',
    signature: 'Ldidvp12m26NI7eqEvxnEpkd9Hc=',
  },
];

function post(url: string, body: string | Buffer = call) {
  return { method: 'POST', url, body: Buffer.from(body) };
}

function refused(signature: string | undefined, secrets: string[], delivery: ReturnType<typeof post>): void {
  expect(() => verifyUrlAndForm(signature, secrets, delivery)).toThrow(WebhookVerificationError);
}

describe.each(vectors)("Twilio's vector: $name", ({ url, signedUrl = url, body, signature }) => {
  it('is accepted', () => {
    verifyUrlAndForm(signature, [secret], post(url, body));
  });

  it('is what we sign', () => {
    expect(signUrlAndForm(secret, post(signedUrl, body))).toBe(signature);
  });

  it('is refused with another secret, path or body', () => {
    refused(signature, ['12346'], post(url, body));
    refused(signature, [secret], post(url.replace('myapp', 'myapq'), body));
    refused(signature, [secret], post(url, `${body} `));
  });
});

const url = 'https://example.com/webhooks/sms/twilio';
const signature = signUrlAndForm(secret, post(url));

describe('the header', () => {
  it('must be there, whole, once and in canonical base64', () => {
    const bad = [
      undefined,
      '',
      signature.slice(0, -1),
      signature.slice(0, 20),
      `${signature},${signature}`,
      `${signature} `,
      ` ${signature}`,
      signature.toLowerCase(),
      signature.replace('=', ''),
    ];
    for (const value of bad) refused(value, [secret], post(url));
  });

  it('with only the spare bits of its last character changed is refused', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = alphabet.indexOf(signature.at(-2) ?? '');
    const twin = `${signature.slice(0, -2)}${alphabet[last + 1]}=`;
    expect(Buffer.from(twin, 'base64')).toEqual(Buffer.from(signature, 'base64'));
    refused(twin, [secret], post(url));
  });
});

describe('secrets', () => {
  it('are all tried', () => {
    verifyUrlAndForm(signature, ['newer', secret], post(url));
    verifyUrlAndForm(signature, [secret, 'older'], post(url));
  });

  it('none means refused, also for a signature made with an empty secret', () => {
    refused(signature, [], post(url));
    refused(createHmac('sha1', '').update(url).digest('base64'), [], post(url, ''));
  });
});

describe('what is signed', () => {
  it('sorts names by bytes and takes values as decoded, not trimmed', () => {
    const delivery = post(url, 'b=+x+&a=%C3%A9&B=1&a.b=2&empty=&bare&&=nameless');
    const expected = createHmac('sha1', secret)
      .update(`${url}namelessB1aéa.b2b x bareempty`)
      .digest('base64');
    expect(signUrlAndForm(secret, delivery)).toBe(expected);
  });

  it('keeps broken percent signs and bytes that are not UTF-8 apart', () => {
    const broken = [`a=%`, `a=%zz`, `a=%FF`, 'a=%EF%BF%BD', 'a=%FE'].map((body) =>
      signUrlAndForm(secret, post(url, body)),
    );
    expect(new Set(broken).size).toBe(broken.length);
  });

  it('of a GET is the URL alone', () => {
    const get = { method: 'GET', url: `${url}?From=%2B14155550101`, body: Buffer.from('x=1') };
    const expected = createHmac('sha1', secret).update(get.url).digest('base64');
    verifyUrlAndForm(expected, [secret], get);
    refused(expected, [secret], { ...get, method: 'POST' });
  });

  it('of an empty JSON body is the hash of {}', () => {
    const hashed = withBodyHash(url, Buffer.alloc(0));
    expect(hashed).toBe(`${url}?bodySHA256=${emptyHash}`);
    verifyUrlAndForm(signUrlAndForm(secret, post(hashed, '')), [secret], post(hashed, ''));
    expect(withBodyHash(`${url}?a=1`, Buffer.from(json))).toBe(`${url}?a=1&bodySHA256=${jsonHash}`);
  });

  it('of a JSON body binds the body by its hash', () => {
    const hashed = withBodyHash(url, Buffer.from(json));
    const signed = signUrlAndForm(secret, post(hashed, json));
    refused(signed, [secret], post(hashed, JSON.stringify(JSON.parse(json))));
    refused(signed, [secret], post(hashed, ''));
    refused(
      signUrlAndForm(secret, post(`${url}?bodySHA256=`, json)),
      [secret],
      post(`${url}?bodySHA256=`, json),
    );
  });
});

describe('the forms of a URL', () => {
  it('are the six that Twilio may have signed', () => {
    expect([...signedUrlForms("https://example.com:8443/a?b=It's+(x)")]).toEqual([
      "https://example.com/a?b=It's+(x)",
      "https://example.com:8443/a?b=It's+(x)",
      'https://example.com/a?b=It%27s+(x)',
      'https://example.com:8443/a?b=It%27s+(x)',
      "https://example.com/a?b=It's%20(x)",
      "https://example.com:8443/a?b=It's%20(x)",
    ]);
  });

  it('of a plain URL are two, and a query encoded again is accepted', () => {
    expect([...signedUrlForms('https://example.com/a')]).toEqual([
      'https://example.com/a',
      'https://example.com:443/a',
    ]);
    const legacy = signUrlAndForm(secret, post(`${url}?a=x%20y`));
    verifyUrlAndForm(legacy, [secret], post(`${url}?a=x+y`));
  });

  it('of something that is no URL is itself', () => {
    expect([...signedUrlForms('example')]).toEqual(['example']);
    expect([...signedUrlForms('https://[::1')]).toHaveLength(2);
  });
});
