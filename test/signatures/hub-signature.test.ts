import { expect, test } from 'vitest';
import { WebhookVerificationError } from '../../functions/errors.ts';
import { bodySignatureMatches, sameToken, signBody } from '../../functions/signatures/hmac-body.ts';
import { signHubBody, verifyHubSignature } from '../../functions/signatures/hub-signature.ts';

/** Published by others with what Meta signs: the header format is one and the same. */
const vectors = [
  {
    source: 'octokit/webhooks-methods.js test/verify.test.ts@da0cc1c, compact JSON',
    secret: 'mysecret',
    body: '{"foo":"bar"}',
    header: 'sha256=4864d2759938a15468b5df9ade20bf161da9b4f737ea61794142f3484236bda3',
  },
  {
    source: 'octokit/webhooks-methods.js test/deno/web_test.ts@da0cc1c',
    secret: 'secret',
    body: 'data',
    header: 'sha256=1b2c16b75bd2a870c114153ccda5bcfca63314bc722fa160d690de133ccbb9db',
  },
  {
    source: 'octokit/webhooks-methods.js test/verify.test.ts@da0cc1c, raw UTF-8 bytes',
    secret: 'development',
    body: '{"foo":"Foo\\n\\u001B[34mbar: ♥♥♥♥♥♥♥♥\\nthis-is-lost\\u001B[0m\\u001B[2K"}',
    header: 'sha256=afecc3caa27548bb90d51a50384cb2868b9a3327b4ad6a01c9bd4ed0f8b0b12c',
  },
];

/** Secreto31126/whatsapp-api-js test/index.test.js@1ef1b00a: signed in escaped form. */
const escapedVector = {
  secret: 'YOUR_APP_SECRET',
  decoded:
    "Let's pretend this body is equal to the message object and can handle unicode characters like みどりいろ and J'ai mangé des pâtes",
  onTheWire:
    "Let's pretend this body is equal to the message object and can handle unicode characters like \\u307f\\u3069\\u308a\\u3044\\u308d and J'ai mang\\u00e9 des p\\u00e2tes",
  header: 'sha256=0363007aabdf1ab579f35936651a460fb5fa1aaf40df98b1264446b72cc96688',
};

test.each(vectors)('accepts and makes the published signature: $source', ({ secret, body, header }) => {
  const bytes = Buffer.from(body);
  expect(() => verifyHubSignature(header, bytes, [secret])).not.toThrow();
  expect(signHubBody(secret, bytes)).toBe(header);
});

test('accepts the escaped form as it is on the wire, and the same text decoded on the way', () => {
  const { secret, header, decoded, onTheWire } = escapedVector;
  expect(signHubBody(secret, Buffer.from(onTheWire))).toBe(header);
  expect(() => verifyHubSignature(header, Buffer.from(onTheWire), [secret])).not.toThrow();
  expect(() => verifyHubSignature(header, Buffer.from(decoded), [secret])).not.toThrow();
  expect(() => verifyHubSignature(header, Buffer.from(`${decoded}!`), [secret])).toThrow(
    WebhookVerificationError,
  );
});

test('characters beyond the basic plane are escaped as two halves', () => {
  const header = signHubBody('s', Buffer.from('{"text":"\\ud83d\\ude00"}'));
  expect(() => verifyHubSignature(header, Buffer.from('{"text":"😀"}'), ['s'])).not.toThrow();
});

const body = Buffer.from('{"object":"page"}');
const good = signHubBody('secret', body);

test.each([
  ['missing', undefined],
  ['empty', ''],
  ['only the scheme', 'sha256='],
  ['truncated', good.slice(0, -1)],
  ['longer', `${good}0`],
  ['twice in one header', `${good},${good}`],
  ['another scheme', good.replace('sha256', 'sha1')],
  ['no scheme', good.slice('sha256='.length)],
  ['not hexadecimal', good.replace(/.$/, 'g')],
  ['with a line end', `${good}\n`],
  ['base64', `sha256=${signBody('secret', body).toString('base64')}`],
])('refuses a header that is %s', (_name, header) => {
  expect(() => verifyHubSignature(header, body, ['secret'])).toThrow(WebhookVerificationError);
});

test('refuses a changed byte, a foreign secret and an empty list of secrets; tries every live secret', () => {
  const check = (bytes: Buffer, secrets: string[]) => () => verifyHubSignature(good, bytes, secrets);
  expect(check(Buffer.from('{"object":"pagf"}'), ['secret'])).toThrow('does not match');
  expect(check(body, ['other'])).toThrow('does not match');
  expect(check(body, [])).toThrow('does not match');
  expect(check(body, ['newest', 'secret'])).not.toThrow();
});

test('compares signatures and tokens of any length', () => {
  expect(bodySignatureMatches(Buffer.alloc(0), body, ['secret'])).toBe(false);
  expect(bodySignatureMatches(signBody('secret', body), body, ['secret'])).toBe(true);
  expect(sameToken('word', 'word')).toBe(true);
  expect(sameToken('', 'word')).toBe(false);
  expect(sameToken('wor', 'word')).toBe(false);
});
