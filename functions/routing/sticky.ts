import type { RoutingSettings } from '../interaction/routing-settings.ts';
import { HOUR_MS } from '../interaction/time.ts';
import { readAgent } from '../store/agents.ts';
import { readConversationItem } from '../store/desk.ts';
import type { Snapshot } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { channelOf } from '../store/keys.ts';

/** True when the person wrote about something else shortly before: an order or a visit is no contact. Pure. */
export function isRepeat(
  { repeatWithinHours }: Pick<RoutingSettings, 'repeatWithinHours'>,
  before: Snapshot,
  { conversationId, at }: { conversationId: string; at: string },
): boolean {
  const earliest = Date.parse(at) - repeatWithinHours * HOUR_MS;
  return Object.entries(before.conversations).some(
    ([id, { lastAt, openedBy }]) =>
      id !== conversationId &&
      channelOf(openedBy) !== 'commerce' &&
      lastAt <= at &&
      Date.parse(lastAt) > earliest,
  );
}

/** Who has the person's latest conversation but this; undefined when nobody has. */
export async function lastHandledBy(
  table: JourneyTable,
  brand: string,
  before: Snapshot,
  conversationId: string,
): Promise<string | undefined> {
  const [latest] = Object.entries(before.conversations)
    .filter(([id]) => id !== conversationId)
    .sort(([, left], [, right]) => (left.lastAt > right.lastAt ? -1 : 1));
  const item = latest && (await readConversationItem(table, brand, latest[0]));
  return item?.assignee;
}

/** The agent's id while they are available for such work, else undefined. */
export async function availableAgent(
  table: JourneyTable,
  brand: string,
  agentId: string,
  { agentQueue, skills = [] }: { agentQueue: string; skills?: readonly string[] | undefined },
): Promise<string | undefined> {
  const agent = await readAgent(table, brand, agentId);
  if (agent?.status !== 'available') return undefined;
  const answersIt = agent.queues.length === 0 || agent.queues.includes(agentQueue);
  return answersIt && skills.every((skill) => agent.skills.includes(skill)) ? agentId : undefined;
}
