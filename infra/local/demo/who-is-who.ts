import { styleText } from 'node:util';
import type * as z from 'zod';
import { linksView, type linkView, peopleView } from '../../../functions/api/views/people.ts';
import { ask } from './api.ts';
import type { Journey } from './journey.ts';
import { nameOf } from './timeline.ts';

type Link = z.output<typeof linkView>;

/** Why the identities of a customer are one person, as the API tells it, oldest first. */
export async function readLinks(url: string, customerId: string): Promise<Link[]> {
  return (await ask(url, `/v1/customers/${customerId}/links`, linksView)).links;
}

/** Links as lines a person reads: which two, why, how sure, and what showed it. */
export function evidence(links: readonly Link[], journeys: readonly Journey[]): string[] {
  const entries = journeys.flatMap((journey) => journey.entries);
  return links.flatMap(({ a, b, reason, by, confidence, source, revoked }) => {
    const shown = entries.find(({ interactionId }) => interactionId === source);
    const where = shown === undefined ? '' : `, shown by what was said: ${nameOf(shown.provider)}`;
    const told = `${reason}, by ${by}, ${Math.round(confidence * 100)} % sure${where}`;
    return [
      `  ${styleText('bold', a.kind)} ${a.value} = ${styleText('bold', b.kind)} ${b.value}`,
      `      ${told}`,
      ...(revoked === undefined
        ? []
        : [`      ${styleText('red', 'revoked')} by ${revoked.by}: ${revoked.why}`]),
    ];
  });
}

/** Undoes a merge, after a look at what would come of it. Throws when the two differ. */
export async function undoMerge(url: string, { linkId }: Link, why: string): Promise<void> {
  const path = `/v1/merges/${linkId}/undo`;
  const preview = await ask(url, path, peopleView, { preview: true });
  const done = await ask(url, path, peopleView, { why });
  if (JSON.stringify(done) !== JSON.stringify(preview))
    throw new Error('What was undone is not what the preview had said.');
}

/** A person in two lines: by what they are known, and what is theirs. */
export function portrait({ customer, entries }: Journey): string[] {
  const known = customer.identities.map(({ kind, value }) => `${kind} ${value}`);
  const said = entries.map(({ provider }) => nameOf(provider));
  return [
    `  ${styleText('bold', customer.displayName ?? 'Someone')}  ${known.join(', ')}`,
    `      ${entries.length} entries: ${said.join(', ')}`,
  ];
}
