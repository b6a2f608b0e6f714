import * as z from 'zod';
import { NotFoundError } from '../../errors.ts';
import { findCustomerId, readCustomer } from '../../store/customers.ts';
import { readJourney } from '../../store/journeys.ts';
import { identityParameter } from '../identity-parameter.ts';
import { journeyQuery, noQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { customersView, customerView, presentCustomer } from '../views/customer.ts';
import { pageView, presentPage } from '../views/journey.ts';

const unknownCustomer = () => new NotFoundError('This brand has no customer with this id');

export const findCustomers = defineRoute({
  method: 'GET',
  path: '/v1/customers',
  summary: 'The customer with an identity',
  query: z.strictObject({ identity: identityParameter }),
  view: customersView,
  async run({ api, brand, query }) {
    const id = await findCustomerId(api.table, brand, query.identity);
    const customer = id === undefined ? undefined : await readCustomer(api.table, brand, id);
    return { customers: customer === undefined ? [] : [presentCustomer(customer)] };
  },
});

export const getCustomer = defineRoute({
  method: 'GET',
  path: '/v1/customers/{id}',
  summary: 'A customer',
  query: noQuery,
  view: customerView,
  async run({ api, brand, id }) {
    const customer = await readCustomer(api.table, brand, id);
    if (customer === undefined) throw unknownCustomer();
    return presentCustomer(customer);
  },
});

export const getJourney = defineRoute({
  method: 'GET',
  path: '/v1/customers/{id}/journey',
  summary: 'Everything that happened with a customer, newest first',
  query: journeyQuery,
  view: pageView,
  async run({ api, brand, id, query }) {
    const page = await readJourney(api.table, brand, id, query);
    if (page === undefined) throw unknownCustomer();
    return presentPage(page);
  },
});
