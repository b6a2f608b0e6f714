import * as z from 'zod';
import type { RecordedEvent } from '../interaction/event.ts';
import { interactionId, mayBeInteractionId } from '../interaction/ids.ts';
import { interactionKey, type Key, mailAliasKey } from './keys.ts';

/** How many ids of a mail are looked up: its parent and the newest before it. */
const MAX_IDS = 10;

/** Message-IDs that a mail names, the most telling first: what it answers, then its thread, newest first. */
function mailIds({ interaction }: RecordedEvent): string[] {
  if (interaction.kind !== 'message' || interaction.mail === undefined) return [];
  const { inReplyTo, references } = interaction.mail;
  return [...new Set([...inReplyTo.toReversed(), ...references.toReversed()])].slice(0, MAX_IDS);
}

/** What an event explicitly refers to: the items that tell its conversation, the most telling first. */
export function referenceKeys(event: RecordedEvent): Key[] {
  const { brand, provider, account, interaction } = event;
  const call = interaction.kind === 'message' ? interaction.duringCall : undefined;
  const { replyTo } = interaction;
  const quoted = replyTo && interactionId({ brand, provider, account, providerInteractionId: replyTo });
  const named = [call, quoted].filter((id) => id !== undefined && mayBeInteractionId(brand, id));
  const interactions = [...new Set(named)].map((id) => interactionKey(id ?? ''));
  return [...interactions, ...mailIds(event).map((id) => mailAliasKey(brand, id))];
}

/** Both an interaction and a mail alias name their conversation so. */
const inConversation = z.object({ conversationId: z.string() });

/** The conversations that such items name, each once. */
export function conversationsIn(items: readonly (Record<string, unknown> | undefined)[]): string[] {
  const named = items.flatMap((item) => inConversation.safeParse(item).data?.conversationId ?? []);
  return [...new Set(named)];
}
