import { NotFoundError } from '../../errors.ts';
import { readConversation, readConversationPage } from '../../store/conversations.ts';
import { noQuery, pageQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { conversationView } from '../views/conversation.ts';
import { pageView, presentPage } from '../views/journey.ts';

const unknownConversation = () => new NotFoundError('This brand has no conversation with this id');

export const getConversation = defineRoute({
  method: 'GET',
  path: '/v1/conversations/{id}',
  summary: 'A conversation and who takes part',
  query: noQuery,
  view: conversationView,
  async run({ api, brand, id }) {
    const conversation = await readConversation(api.table, brand, id, api.now());
    if (conversation === undefined) throw unknownConversation();
    return conversation;
  },
});

export const getConversationInteractions = defineRoute({
  method: 'GET',
  path: '/v1/conversations/{id}/interactions',
  summary: 'What was said in a conversation, on every channel, newest first',
  query: pageQuery,
  view: pageView,
  async run({ api, brand, id, query }) {
    const page = await readConversationPage(api.table, brand, id, query);
    if (page === undefined) throw unknownConversation();
    return presentPage(page);
  },
});
