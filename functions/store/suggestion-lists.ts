import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Identity } from '../interaction/identity.ts';
import { fromItem } from './attributes.ts';
import { addressItem, type IdentityItem, identityItem, type Node } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { ADDRESS, identityKey, type Key, SUGGESTED, suggestionKey, suggestionListKey } from './keys.ts';
import { queryItems } from './query-items.ts';
import { readItems } from './read-items.ts';
import {
  changeSuggestion,
  type Standing,
  type Suggestion,
  type SuggestionStatus,
  standingOf,
} from './suggestions.ts';
import { Expression } from './update.ts';

const pointer = z.object({ sk: z.string(), suggestionId: z.string() });
/** As many keys as one BatchGet takes. */
const BATCH = 100;

async function readAll(table: JourneyTable, keys: readonly Key[]) {
  const starts = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, index) => index * BATCH);
  const read = await Promise.all(starts.map((start) => readItems(table, keys.slice(start, start + BATCH))));
  return read.flat();
}

/** Reads who the other identities of some pairs are and what stands of their suggestions: one call for up to 50. */
export async function readPairs(
  table: JourneyTable,
  brand: string,
  pairs: readonly { identity: Identity; suggestionId: string }[],
): Promise<{ person: IdentityItem | undefined; standing: Standing }[]> {
  const people = pairs.map(({ identity }) => identityKey(brand, identity));
  const items = await readAll(table, [
    ...people,
    ...pairs.map(({ suggestionId }) => suggestionKey(brand, suggestionId)),
  ]);
  return pairs.map((_, index) => {
    const person = items[index];
    return {
      person: person && identityItem.parse(person),
      standing: standingOf(items[people.length + index]),
    };
  });
}

/** Whom more people than this name is a switchboard: nobody looks through them all. */
const MAX_PROMOTED = 25;

/**
 * What waited for this identity can be decided from now on. Before a claim is written, so that a crash loses
 * nothing; again after it, for what was suggested in between. One query, and a transaction for each that waited.
 */
export async function promoteSuggestions(
  table: JourneyTable,
  brand: string,
  identity: Identity,
): Promise<void> {
  const found = await queryItems(table, identityKey(brand, identity), SUGGESTED);
  for (const item of found.slice(0, MAX_PROMOTED)) {
    const { suggestionId } = pointer.parse(item);
    const [standing] = await readItems(table, [suggestionKey(brand, suggestionId)]);
    await changeSuggestion(table, brand, { suggestionId, standing: standingOf(standing) }, (suggestion) => {
      if (suggestion?.status !== 'waiting') return undefined;
      const { awaits: _known, ...known } = suggestion;
      return { ...known, status: 'pending' };
    });
  }
}

/** Every name that an identity was last shown with, at any of our accounts. */
export async function readNames(table: JourneyTable, brand: string, identity: Identity): Promise<string[]> {
  const items = await queryItems(table, identityKey(brand, identity), ADDRESS);
  return items.flatMap((item) => addressItem.parse(item).displayName ?? []);
}

export interface ListQuery {
  status: SuggestionStatus;
  limit: number;
  /** Position of the last one of the page before. */
  cursor?: string | undefined;
}

/** A suggestion with who its two identities are now; undefined for one nobody knows, or of a time that is over. */
export interface ListedSuggestion {
  suggestion: Suggestion;
  customers: { a: string | undefined; b: string | undefined };
}

async function readPointers(table: JourneyTable, brand: string, { status, limit, cursor }: ListQuery) {
  const expression = new Expression();
  const { pk } = suggestionListKey(brand, status, '');
  const owner = `${expression.path('pk')} = ${expression.value(pk)}`;
  const older = cursor === undefined ? '' : ` AND ${expression.path('sk')} < ${expression.value(cursor)}`;
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: `${owner}${older}`,
      ExpressionAttributeNames: expression.names,
      ExpressionAttributeValues: expression.values,
      ConsistentRead: true,
      ScanIndexForward: false,
      // One more tells whether there is another page.
      Limit: limit + 1,
    }),
  );
  return Items.map((item) => pointer.parse(fromItem(item)));
}

/** Who the nodes are now, in their order. */
async function customersOf(table: JourneyTable, brand: string, nodes: readonly Node[]) {
  const items = await readAll(
    table,
    nodes.map(({ identity }) => identityKey(brand, identity)),
  );
  return nodes.map(({ epoch }, index) => {
    const person = items[index] && identityItem.parse(items[index]);
    return person?.epoch === epoch ? person.customerId : undefined;
  });
}

/** Suggestions with who they are about, in the order given. */
export async function withCustomers(
  table: JourneyTable,
  brand: string,
  suggestions: readonly Suggestion[],
): Promise<ListedSuggestion[]> {
  const customers = await customersOf(
    table,
    brand,
    suggestions.flatMap(({ a, b }) => [a, b]),
  );
  return suggestions.map((suggestion, index) => ({
    suggestion,
    customers: { a: customers[2 * index], b: customers[2 * index + 1] },
  }));
}

/** Nothing is left to decide of two who are one person by now, or of somebody whose address has changed hands. */
function isOpen({ suggestion, customers: { a, b } }: ListedSuggestion): boolean {
  return suggestion.status !== 'pending' || (a !== undefined && b !== undefined && a !== b);
}

/** A page of a brand's suggestions, newest first: it may come back short with a cursor. */
export async function listSuggestions(
  table: JourneyTable,
  brand: string,
  query: ListQuery,
): Promise<{ suggestions: ListedSuggestion[]; cursor: string | undefined }> {
  const found = await readPointers(table, brand, query);
  const page = found.slice(0, query.limit);
  const items = await readAll(
    table,
    page.map(({ suggestionId }) => suggestionKey(brand, suggestionId)),
  );
  const standing = items.flatMap((item) => standingOf(item) ?? []);
  const listed = await withCustomers(
    table,
    brand,
    standing.filter(({ status }) => status === query.status),
  );
  return {
    suggestions: listed.filter(isOpen),
    cursor: found.length > page.length ? page.at(-1)?.sk : undefined,
  };
}
