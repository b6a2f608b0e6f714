import type { Route } from './route.ts';
import {
  closeConversationRoute,
  getConversation,
  getConversationInteractions,
} from './routes/conversations.ts';
import { findCustomers, getCustomer, getJourney } from './routes/customers.ts';
import { postEvents } from './routes/events.ts';
import { getSettings, putSettings } from './routes/settings.ts';
import { getSuggestions, postAccept, postDecline } from './routes/suggestions.ts';

/** Every route that needs a token. */
export const routes: readonly Route[] = [
  findCustomers,
  getCustomer,
  getJourney,
  getConversation,
  getConversationInteractions,
  closeConversationRoute,
  postEvents,
  getSettings,
  putSettings,
  getSuggestions,
  postAccept,
  postDecline,
];
