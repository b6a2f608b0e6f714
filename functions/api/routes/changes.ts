import { changePositionSchema, readChanges } from '../../store/changes.ts';
import { cursorOf, encodeCursor } from '../cursor.ts';
import { pageQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { changesView } from '../views/changes.ts';

export const getChanges = defineRoute({
  method: 'GET',
  path: '/v1/changes',
  summary: 'What has changed of who is who, oldest first, once each; always with a cursor to go on from',
  query: pageQuery.extend({ cursor: cursorOf(changePositionSchema).optional() }),
  view: changesView,
  async run({ api, brand, query }) {
    const { cursor, ...page } = await readChanges(api.table, brand, { ...query, now: api.now() });
    return { ...page, cursor: encodeCursor(cursor) };
  },
});
