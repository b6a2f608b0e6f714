import * as z from 'zod';
import { InvalidRequestError } from '../../errors.ts';
import { ownIdentity } from '../../identity/own-id.ts';
import { channelSchema } from '../../interaction/identity.ts';
import { nameSchema } from '../../interaction/routing-settings.ts';
import { noteFact } from '../../store/facts.ts';
import { noQuery, time } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { factView } from '../views/context.ts';

const factBody = z
  .strictObject({
    name: nameSchema.meta({
      description:
        'For example order-number. preferred-channel is a channel, consent-<channel> is given or withdrawn, tag-<name> is yes or no.',
    }),
    value: z.string().trim().min(1).max(256),
    source: z.string().trim().min(1).max(100).optional().meta({ description: 'Where it comes from.' }),
    at: time.optional().meta({ description: 'When it was learnt; now unless said.' }),
  })
  .meta({ id: 'FactToNote' });

const choices: readonly [RegExp, readonly string[]][] = [
  [/^preferred-channel$/, channelSchema.options],
  [/^consent-/, ['given', 'withdrawn']],
  [/^tag-/, ['yes', 'no']],
];

/** Throws InvalidRequestError for a value that the name does not take. */
function checkValue(name: string, value: string): void {
  const [, taken = [value]] = choices.find(([pattern]) => pattern.test(name)) ?? [];
  if (taken.includes(value)) return;
  throw new InvalidRequestError(`${name} takes one of: ${taken.join(', ')}`, { pointer: '/value' });
}

export const postFact = defineRoute({
  method: 'POST',
  path: '/v1/customers/{id}/facts',
  summary: 'Notes something known of a customer',
  query: noQuery,
  body: factBody,
  view: factView,
  async run({ api, brand, by, id, body: { name, value, source, at } }) {
    checkValue(name, value);
    const now = new Date(api.now()).toISOString();
    const told = at === undefined || at > now ? now : at;
    const person = await ownIdentity(api.table, brand, { kind: 'customer', scope: '', value: id }, told);
    const origin = { kind: 'api', by, ...(source !== undefined && { note: source }) } as const;
    const fact = await noteFact(api.table, brand, person, name, { value, at: told, source: origin });
    const [latest, ...earlier] = fact.values;
    if (latest === undefined) throw new Error('A fact has a value');
    return { name, ...latest, since: fact.since, earlier };
  },
});
