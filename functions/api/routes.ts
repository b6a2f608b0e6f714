import type { Route } from './route.ts';
import { getConversation, getConversationInteractions } from './routes/conversations.ts';
import { findCustomers, getCustomer, getJourney } from './routes/customers.ts';
import { getSettings, putSettings } from './routes/settings.ts';

/** Every route that needs a token. */
export const routes: readonly Route[] = [
  findCustomers,
  getCustomer,
  getJourney,
  getConversation,
  getConversationInteractions,
  getSettings,
  putSettings,
];
