import {
  type BrandSettings,
  type BrandSettingsInput,
  brandSettingsSchema,
} from '../../functions/interaction/brand-settings.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { putAgent } from '../../functions/store/agents.ts';
import { readConversationItem } from '../../functions/store/desk.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { conversationIdFor } from '../../functions/store/keys.ts';
import { at, type MessageOptions, message, noon, routingOf } from '../router/events.ts';

export const MINUTE = 60_000;

/** One brand's desk over a table: messages come in by minutes from noon, Tuesday 10 March 2026. */
export function deskOver(table: JourneyTable, input: BrandSettingsInput = {}, windowHours = 72) {
  const settings: BrandSettings = brandSettingsSchema.parse(input);
  return {
    settings,
    /** Routes a message and resolves to the id of the conversation that it would open. */
    async send(minutes: number, options: Partial<MessageOptions> = {}): Promise<string> {
      const event = message({ id: `at ${minutes}`, atMs: minutes * MINUTE, ...options });
      const routing = routingOf(table, noon + minutes * MINUTE, windowHours);
      await routeEvent({ ...routing, settings: async () => settings }, event);
      return conversationIdFor(event.brand, interactionId(event));
    },
    item: (conversationId: string) => readConversationItem(table, 'demo', conversationId),
    agent: (
      agentId: string,
      change: { status?: 'available' | 'away'; queues?: string[]; skills?: string[] } = {},
    ) =>
      putAgent(table, 'demo', {
        agentId,
        status: 'available',
        queues: [],
        skills: [],
        ...change,
        at: at(0),
        by: 'tests',
      }),
  };
}

export type DeskFixture = ReturnType<typeof deskOver>;
