import { resolve } from '../../functions/identity/resolve.ts';
import { suggestFrom } from '../../functions/identity/suggest.ts';
import { defaultSettings } from '../../functions/interaction/brand-settings.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { IdentitySettings } from '../../functions/interaction/identity-settings.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { listSuggestions } from '../../functions/store/suggestion-lists.ts';
import type { SuggestionStatus } from '../../functions/store/suggestions.ts';
import { mail, message, phone } from '../router/events.ts';

export const ada: Identity = { kind: 'email', scope: '', value: 'ada@example.com' };

export interface LetterOptions {
  id?: string;
  atMs?: number;
  brand?: string;
  identity?: Identity;
  number?: string;
  displayName?: string;
}

/** A mail of Ada's whose signature holds a number. */
export function signedMail({ number = phone().value, displayName, ...options }: LetterOptions = {}) {
  const id = options.id ?? 'ses-1';
  const contact = displayName === undefined ? {} : { displayName };
  const event = mail({ id, messageId: `<${id}@example.com>`, identity: ada, contact, ...options });
  const text = `Where is my order?\n\n-- \nAda\n${number}`;
  return { ...event, interaction: { ...event.interaction, text, visibleText: 'Where is my order?' } };
}

export function suggestingOver(table: JourneyTable, settings: Partial<IdentitySettings> = {}) {
  return { table, settings: async () => ({ ...defaultSettings, ...settings }) };
}

/** Makes the contact known and suggests, as the router does. */
export async function routed(
  table: JourneyTable,
  event: RecordedEvent,
  settings: Partial<IdentitySettings> = {},
): Promise<void> {
  const { person } = await resolve(table, event);
  await suggestFrom(suggestingOver(table, settings), event, person);
}

export function sms(brand = 'demo', identity = phone()): RecordedEvent {
  return message({ id: `SM-${identity.value}`, brand, identity });
}

export async function listed(table: JourneyTable, status: SuggestionStatus = 'pending', brand = 'demo') {
  const { suggestions } = await listSuggestions(table, brand, { status, limit: 100 });
  return suggestions.map(({ suggestion }) => suggestion);
}
