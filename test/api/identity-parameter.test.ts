import { describe, expect, it } from 'vitest';
import { identityParameter } from '../../functions/api/identity-parameter.ts';

const phone = { kind: 'phone', scope: '', value: '+14155550101' };
const email = { kind: 'email', scope: '', value: 'ada@example.com' };

describe('an identity as callers write it', () => {
  it.each([
    ['phone:+14155550101', phone],
    ['phone: 14155550101', phone],
    ['phone:+1 (415) 555-0101', phone],
    ['phone:+1.415.555.0101', phone],
    ['phone:+52 1 555 555 0105', { ...phone, value: '+5215555550105' }],
    ['phone:+541155550105', { ...phone, value: '+541155550105' }],
    ['email:ada@example.com', email],
    ['email:Ada@Example.COM', email],
    ['email:unverified:Ada@example.com', { ...email, scope: 'unverified' }],
    ['messenger:108888888888888:700', { kind: 'messenger', scope: '108888888888888', value: '700' }],
    ['sip:AC1:sip:ada@example.com', { kind: 'sip', scope: 'AC1', value: 'sip:ada@example.com' }],
    ['customer::crm-1', { kind: 'customer', scope: '', value: 'crm-1' }],
  ])('%s is read in the form in which it is stored', (text, identity) => {
    expect(identityParameter.parse(text)).toEqual(identity);
  });

  it.each([
    '',
    'phone',
    'phone:',
    'phone:4155550101',
    'phone:+1415',
    'phone:+14155550',
    'phone:+52155555501055',
    'phone:call +14155550101 now',
    'email:',
    'email:ada',
    'email:@example.com',
    'messenger:700',
    'messenger:page:',
    'fax:+14155550101',
    '+14155550101',
    `email:${'a'.repeat(1_100)}@example.com`,
  ])('%s is refused', (text) => {
    expect(identityParameter.safeParse(text).success).toBe(false);
  });
});
