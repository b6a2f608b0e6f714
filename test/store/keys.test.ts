import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Identity, identityKinds } from '../../functions/interaction/identity.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import {
  addressKey,
  apiTokenKey,
  channelOf,
  conversationIdFor,
  conversationKey,
  customerIdFor,
  customerKey,
  failureKey,
  identityKey,
  interactionIdOf,
  interactionKey,
  type Key,
  mailAliasKey,
  memberKey,
  participantKey,
  snapshotKey,
  tookPartKey,
} from '../../functions/store/keys.ts';

const brands = fc.constantFrom('demo', 'other', 'demo-2');
/** Made to collide if a separator slipped through. */
const parts = fc.oneof(
  fc.stringMatching(/^[#:%.|a1 ]{1,8}$/),
  fc.string({ minLength: 1, maxLength: 400, unit: 'binary' }),
);
const identities: fc.Arbitrary<Identity> = fc.record({
  kind: fc.constantFrom(...identityKinds),
  scope: fc.oneof(fc.constant(''), parts),
  value: parts,
});

const builders: fc.Arbitrary<{ made: string; key: Key }> = fc
  .tuple(brands, identities, parts, parts)
  .chain(([brand, identity, first, second]) => {
    const source = { brand, provider: 'sms/twilio', account: first, providerInteractionId: second };
    const all: [unknown, Key][] = [
      [['interaction', source], interactionKey(interactionId(source))],
      [['identity', brand, identity], identityKey(brand, identity)],
      [['address', brand, identity, first], addressKey(brand, identity, 'sms/twilio', first)],
      [['took part', brand, identity, first], tookPartKey(brand, identity, first)],
      [['customer', brand, first], customerKey(brand, first)],
      [['member', brand, first, identity], memberKey(brand, first, { identity, epoch: 0 })],
      [['snapshot', brand, first], snapshotKey(brand, first)],
      [['conversation', brand, first], conversationKey(brand, first)],
      [['participant', brand, first, identity], participantKey(brand, first, identity)],
      [['alias', brand, first], mailAliasKey(brand, first)],
    ];
    return fc.constantFrom(...all).map(([made, key]) => ({ made: JSON.stringify(made), key }));
  });

describe('keys', () => {
  it('are equal only when all they are made of is equal', () => {
    fc.assert(
      fc.property(builders, builders, (left, right) => {
        const isSame = left.key.pk === right.key.pk && left.key.sk === right.key.sk;
        expect(isSame).toBe(left.made === right.made);
      }),
      { numRuns: 3000 },
    );
  });

  it('carry the brand, fit DynamoDB, and are plain ASCII', () => {
    fc.assert(
      fc.property(builders, ({ made, key }) => {
        const brand = /"(demo-2|demo|other)"/.exec(made)?.[1];
        expect(key.pk).toMatch(new RegExp(`^[A-Z]+#${brand}[#:]`));
        expect(Buffer.byteLength(key.pk)).toBeLessThanOrEqual(2048);
        expect(Buffer.byteLength(key.sk)).toBeLessThanOrEqual(1024);
        expect(key.pk + key.sk).toMatch(/^[\x20-\x7e]+$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('never put two brands into one partition', () => {
    fc.assert(
      fc.property(identities, parts, (identity, id) => {
        expect(identityKey('demo', identity).pk).not.toBe(identityKey('demo-2', identity).pk);
        expect(customerKey('demo', id).pk).not.toBe(customerKey('demo-2', id).pk);
        expect(customerIdFor('demo', identity, 0)).not.toBe(customerIdFor('demo-2', identity, 0));
        expect(conversationIdFor('demo', id)).not.toBe(conversationIdFor('demo-2', id));
      }),
    );
  });

  it('of tokens and failures have partitions of their own', () => {
    expect(apiTokenKey('a')).toEqual({ pk: 'TOKEN#a', sk: 'TOKEN' });
    expect(failureKey('a')).toEqual({ pk: 'FAILURE#a', sk: 'FAILURE' });
  });

  it('of interactions give the id and the channel back', () => {
    const id = interactionId({
      brand: 'demo',
      provider: 'email/ses',
      account: 'a:b',
      providerInteractionId: 'c',
    });
    expect(interactionIdOf(interactionKey(id))).toBe(id);
    expect(channelOf(id)).toBe('email');
  });

  it('of a customer: the same for every try, another for each epoch', () => {
    const identity: Identity = { kind: 'phone', scope: '', value: '+14155550123' };
    expect(customerIdFor('demo', identity, 0)).toBe(customerIdFor('demo', { ...identity }, 0));
    expect(customerIdFor('demo', identity, 0)).toMatch(/^cus_[A-Za-z0-9_-]{22}$/);
    expect(customerIdFor('demo', identity, 1)).not.toBe(customerIdFor('demo', identity, 0));
  });
});
