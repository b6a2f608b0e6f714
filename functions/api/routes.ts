import type { Route } from './route.ts';
import { getConversation, getConversationInteractions, postClose } from './routes/conversations.ts';
import { findCustomers, getCustomer, getJourney } from './routes/customers.ts';
import { postEvents } from './routes/events.ts';
import { getLinks, postLink, postMerge, postRevoke, postSplit, postUndo } from './routes/people.ts';
import { getSettings, putSettings } from './routes/settings.ts';
import { getSuggestions, postAccept, postDecline } from './routes/suggestions.ts';

/** Every route that needs a token. */
export const routes: readonly Route[] = [
  findCustomers,
  getCustomer,
  getJourney,
  getConversation,
  getConversationInteractions,
  postClose,
  postEvents,
  getLinks,
  postLink,
  postRevoke,
  postMerge,
  postUndo,
  postSplit,
  getSettings,
  putSettings,
  getSuggestions,
  postAccept,
  postDecline,
];
