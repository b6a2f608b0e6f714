import type { Route } from './route.ts';
import { getChanges } from './routes/changes.ts';
import { findContext, findContextAttributes, getContext, getContextAttributes } from './routes/context.ts';
import { getConversation, getConversationInteractions, postClose } from './routes/conversations.ts';
import { findCustomers, getCustomer, getJourney } from './routes/customers.ts';
import { getAgent, getAgentQueue, postAssign, postUnassign, putAgentReport } from './routes/desk.ts';
import { postDraft } from './routes/drafts.ts';
import { postEvents } from './routes/events.ts';
import { postFact } from './routes/facts.ts';
import { postHandoff, postRedeem } from './routes/handoffs.ts';
import { getMeasures } from './routes/measures.ts';
import { getLinks, postLink, postMerge, postRevoke, postSplit, postUndo } from './routes/people.ts';
import { postHandover, postReassignment } from './routes/reassignments.ts';
import { getSettings, putSettings } from './routes/settings.ts';
import { getSuggestions, postAccept, postDecline } from './routes/suggestions.ts';

/** Every route that needs a token. */
export const routes: readonly Route[] = [
  findCustomers,
  getCustomer,
  getJourney,
  getContext,
  getContextAttributes,
  findContext,
  findContextAttributes,
  postFact,
  getConversation,
  getConversationInteractions,
  getMeasures,
  postClose,
  postHandoff,
  postRedeem,
  postDraft,
  postEvents,
  getLinks,
  postLink,
  postRevoke,
  postMerge,
  postUndo,
  postSplit,
  postReassignment,
  postHandover,
  postAssign,
  postUnassign,
  getAgentQueue,
  getAgent,
  putAgentReport,
  getSettings,
  putSettings,
  getSuggestions,
  postAccept,
  postDecline,
  getChanges,
];
