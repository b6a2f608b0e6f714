import type { RecordedEvent } from '../interaction/event.ts';
import type { Interaction } from '../interaction/interaction.ts';
import type { FactSource } from '../store/facts.ts';
import { factsGiven } from '../text/facts/facts-given.ts';
import { isAutomatic, turnText } from './turn-text.ts';

/** Something an interaction tells of its person. */
export interface ToldFact {
  name: string;
  value: string;
  kind: FactSource['kind'];
}

const MAX_VALUE = 256;

/** What an opt-out keyword says, for the channel it came on. */
const consents = { stop: 'withdrawn', start: 'given' } as const;

/** Name of the fact that holds whether we may write on a channel. */
export function consentFact(channel: string): string {
  return `consent-${channel}`;
}

function said(interaction: Interaction, channel: string): ToldFact[] {
  const text = turnText(interaction);
  const given =
    text === undefined ? [] : factsGiven(text).map((fact) => ({ ...fact, kind: 'said' as const }));
  if (interaction.kind !== 'message') return given;
  const { optOut } = interaction;
  if (optOut === undefined || optOut === 'help') return given;
  return [...given, { name: consentFact(channel), value: consents[optOut], kind: 'said' }];
}

function shown(interaction: Interaction): ToldFact[] {
  switch (interaction.kind) {
    case 'purchase':
      return [{ name: 'order-number', value: interaction.orderId, kind: 'purchase' }];
    case 'visit':
      return interaction.cartId === undefined
        ? []
        : [{ name: 'cart', value: interaction.cartId, kind: 'visit' }];
    case 'location':
      return interaction.address === undefined
        ? []
        : [{ name: 'postal-address', value: interaction.address, kind: 'said' }];
    default:
      return [];
  }
}

/**
 * The facts that an interaction tells of its person: said by themselves, or shown by a purchase or a visit. What we
 * say and what a machine wrote for them tells none. Pure.
 */
export function factsOf({
  interaction,
  provider,
}: Pick<RecordedEvent, 'interaction' | 'provider'>): ToldFact[] {
  if (interaction.kind !== 'purchase' && interaction.direction === 'outbound') return [];
  if (isAutomatic(interaction)) return [];
  const [channel = ''] = provider.split('/');
  return [...shown(interaction), ...said(interaction, channel)].map((fact) => ({
    ...fact,
    value: fact.value.slice(0, MAX_VALUE),
  }));
}
