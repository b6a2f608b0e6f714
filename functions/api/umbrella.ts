import { ConflictError, InvalidRequestError } from '../errors.ts';
import type { Identity } from '../interaction/identity.ts';
import { readBrandSettings } from '../store/brand-settings.ts';
import { readPerson } from '../store/heads.ts';
import type { Api } from './api.ts';

/**
 * The brands of a group may be one umbrella: a brand of its own, in which a person is the ids that the others know
 * them by. Nothing else of those brands is read, and each says in its own settings whose umbrella that may be. Throws
 * ConflictError unless all of them do, InvalidRequestError for such an id and an address.
 */
export async function refuseUnderOtherUmbrella(
  { table }: Api,
  brand: string,
  identities: readonly Identity[],
): Promise<void> {
  const customers = identities.filter(({ kind }) => kind === 'brand-customer');
  if (customers.length === 0) return;
  if (customers.length < identities.length)
    throw new InvalidRequestError(
      'An identity of kind brand-customer can be linked only with another of that kind',
    );
  for (const { scope } of customers) {
    const { settings } = await readBrandSettings(table, scope);
    if (settings.umbrella !== brand)
      throw new ConflictError(
        `Brand ${scope} does not let this one link its customers: its settings must name this brand as umbrella`,
      );
  }
}

/** The same of two customers who are to be one. Throws ConflictError and InvalidRequestError. */
export async function refuseMixed(api: Api, brand: string, customers: readonly string[]): Promise<void> {
  const people = await Promise.all(customers.map((id) => readPerson(api.table, brand, id)));
  const members = people.flatMap((person) => person?.members ?? []);
  const addresses = members.map(({ identity }) => identity).filter(({ kind }) => kind !== 'customer');
  await refuseUnderOtherUmbrella(api, brand, addresses);
}
