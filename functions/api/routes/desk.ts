import { NotFoundError } from '../../errors.ts';
import { nameSchema } from '../../interaction/routing-settings.ts';
import { assignTo, takeFrom } from '../../routing/assign-to.ts';
import { putAgent, readAgent } from '../../store/agents.ts';
import { readWaiting } from '../../store/waiting.ts';
import { encodeCursor } from '../cursor.ts';
import { noQuery, pageQuery } from '../parameters.ts';
import { defineRoute, pathPart } from '../route.ts';
import { conversationView } from '../views/conversation.ts';
import {
  agentBody,
  agentView,
  assignmentBody,
  presentDesk,
  waitingCursor,
  waitingView,
} from '../views/desk.ts';
import { conversationOf } from './conversations.ts';

const agentIdSchema = agentView.shape.agentId;

export const getAgent = defineRoute({
  method: 'GET',
  path: '/v1/agents/{id}',
  summary: 'An agent, as they last reported',
  query: noQuery,
  view: agentView,
  async run({ api, brand, id }) {
    const agent = await readAgent(api.table, brand, id);
    if (agent === undefined) throw new NotFoundError('No agent has reported in this brand under this id');
    return agent;
  },
});

export const putAgentReport = defineRoute({
  method: 'PUT',
  path: '/v1/agents/{id}',
  summary: 'An agent reports: available or away, for which queues, with which skills',
  query: noQuery,
  body: agentBody,
  view: agentView,
  async run({ api, brand, by, id, body }) {
    const at = new Date(api.now()).toISOString();
    const agent = { agentId: pathPart(agentIdSchema, id), ...body, at, by };
    await putAgent(api.table, brand, agent);
    return agent;
  },
});

export const postAssign = defineRoute({
  method: 'POST',
  path: '/v1/conversations/{id}/assign',
  summary: 'Gives a conversation to an agent; the same again changes nothing',
  query: noQuery,
  body: assignmentBody,
  view: conversationView,
  async run({ api, brand, by, id, body }) {
    const at = new Date(api.now()).toISOString();
    await assignTo(api.table, { brand, conversationId: id, agentId: body.agentId, at, by });
    return conversationOf(api, brand, id);
  },
});

export const postUnassign = defineRoute({
  method: 'POST',
  path: '/v1/conversations/{id}/unassign',
  summary: 'Takes a conversation from an agent; where they do not have it, it changes nothing',
  query: noQuery,
  body: assignmentBody,
  view: conversationView,
  async run({ api, brand, id, body }) {
    await takeFrom(api.table, { brand, conversationId: id, agentId: body.agentId });
    return conversationOf(api, brand, id);
  },
});

export const getAgentQueue = defineRoute({
  method: 'GET',
  path: '/v1/agent-queues/{id}',
  summary: 'Who waits in an agent queue, most urgent first, then whose answer is due first',
  query: pageQuery.extend({ cursor: waitingCursor.optional() }),
  view: waitingView,
  async run({ api, brand, id, query }) {
    const { conversations, cursor } = await readWaiting(api.table, brand, pathPart(nameSchema, id), query);
    return {
      conversations: conversations.map((item) => presentDesk(item)),
      ...(cursor !== undefined && { cursor: encodeCursor(cursor) }),
    };
  },
});
