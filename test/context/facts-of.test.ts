import { describe, expect, it } from 'vitest';
import { factsOf } from '../../functions/context/facts-of.ts';
import { message } from '../router/events.ts';

const { contact } = message({ id: 'SM1' }).interaction;
const told = (event: Parameters<typeof factsOf>[0]) => factsOf(event).map(({ name, value }) => [name, value]);

describe('facts of an interaction', () => {
  it('are what its person says, and none when they say nothing of the kind', () => {
    expect(told(message({ id: 'SM1', text: 'My order number is 4711-0815' }))).toEqual([
      ['order-number', '4711-0815'],
    ]);
    expect(told(message({ id: 'SM1', text: 'Where is it?' }))).toEqual([]);
  });

  it('are none of what we say', () => {
    expect(told(message({ id: 'SM1', direction: 'outbound', text: 'Your order is 4711-0815' }))).toEqual([]);
  });

  it('are none of a mail that a machine wrote, and of a mail only what is not quoted', () => {
    const text = 'My order number is 4711-0815';
    const event = message({ id: 'ses-1', provider: 'email/ses', text });
    const { interaction } = event;
    if (interaction.kind !== 'message') throw new Error('a mail is a message');
    expect(told(event)).toHaveLength(1);
    const quoted = { ...interaction, visibleText: 'Thanks' };
    expect(told({ ...event, interaction: quoted })).toEqual([]);
    const automatic = { ...interaction, mail: { inReplyTo: [], references: [], automatic: 'auto-replied' } };
    expect(told({ ...event, interaction: automatic })).toEqual([]);
  });

  it('are an order that a shop tells of, whichever way', () => {
    for (const direction of ['inbound', 'outbound'] as const) {
      const interaction = { kind: 'purchase', direction, contact, orderId: 'A-1', state: 'paid' } as const;
      expect(factsOf({ provider: 'commerce/shop', interaction })).toEqual([
        { name: 'order-number', value: 'A-1', kind: 'purchase' },
      ]);
    }
  });

  it('are a cart, and none of a visit without one', () => {
    const visit = { kind: 'visit', direction: 'inbound', contact, name: 'page' } as const;
    expect(told({ provider: 'commerce/site', interaction: { ...visit, cartId: 'c1' } })).toEqual([
      ['cart', 'c1'],
    ]);
    expect(told({ provider: 'commerce/site', interaction: visit })).toEqual([]);
  });

  it('are a consent taken back or given again on a channel, and none of a plea for help', () => {
    const { provider, interaction } = message({ id: 'SM1', text: 'STOP' });
    if (interaction.kind !== 'message') throw new Error('a text is a message');
    const of = (optOut: 'stop' | 'start' | 'help') =>
      told({ provider, interaction: { ...interaction, optOut } });
    expect(of('stop')).toEqual([['consent-sms', 'withdrawn']]);
    expect(of('start')).toEqual([['consent-sms', 'given']]);
    expect(of('help')).toEqual([]);
  });
});
