import type { BrandSettings } from '../interaction/brand-settings.ts';
import { overdue } from '../routing/desk-changes.ts';
import { changeDesk, readConversationItem } from '../store/desk.ts';
import type { DueEntry } from '../store/waiting.ts';
import { count } from '../telemetry/metrics.ts';
import type { Timer } from './timer.ts';

const metricOf = { escalated: 'ConversationEscalated', released: 'ConversationReleased' } as const;

/**
 * Does what is due about one conversation, once: the change holds only on the conversation as it was read, and the
 * index is only a hint. Somebody who was faster has done it, or made it needless.
 */
export async function actOn(
  { table, clock }: Pick<Timer, 'table' | 'clock'>,
  settings: BrandSettings,
  entry: DueEntry,
): Promise<void> {
  const { brand, conversationId } = entry;
  const item = await readConversationItem(table, brand, conversationId);
  if (item === undefined) return;
  const due = overdue(settings, item, new Date(clock()).toISOString());
  if (due === undefined) return;
  const { applied } = await changeDesk(table, brand, item, due.change);
  if (applied) count(metricOf[due.action]);
}
