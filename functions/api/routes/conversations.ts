import * as z from 'zod';
import { closeConversation } from '../../conversation/close-conversation.ts';
import { NotFoundError } from '../../errors.ts';
import { readConversation, readConversationPage } from '../../store/conversations.ts';
import type { Api } from '../api.ts';
import { noQuery, pageQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { conversationView } from '../views/conversation.ts';
import { presentDesk } from '../views/desk.ts';
import { pageView, presentPage } from '../views/journey.ts';

const unknownConversation = () => new NotFoundError('This brand has no conversation with this id');

/** A conversation as the API shows it. Throws NotFoundError. */
export async function conversationOf(
  { table, now }: Pick<Api, 'table' | 'now'>,
  brand: string,
  id: string,
): Promise<z.input<typeof conversationView>> {
  const conversation = await readConversation(table, brand, id, now());
  if (conversation === undefined) throw unknownConversation();
  return presentDesk(conversation);
}

export const getConversation = defineRoute({
  method: 'GET',
  path: '/v1/conversations/{id}',
  summary: 'A conversation and who takes part',
  query: noQuery,
  view: conversationView,
  run: ({ api, brand, id }) => conversationOf(api, brand, id),
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

const closingBody = z
  .strictObject({
    reason: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: 'Why: a short word for your reports, such as solved.' }),
  })
  .meta({ id: 'Closing', description: 'Ends a conversation for everybody in it.' });

export const postClose = defineRoute({
  method: 'POST',
  path: '/v1/conversations/{id}/close',
  summary: 'Closes a conversation: thanks and goodbyes leave it closed, a question opens it again',
  query: noQuery,
  body: closingBody,
  view: conversationView,
  async run({ api, brand, by, id, body }) {
    const now = api.now();
    await closeConversation(api.table, { brand, conversationId: id, by, reason: body.reason, now });
    return conversationOf(api, brand, id);
  },
});
