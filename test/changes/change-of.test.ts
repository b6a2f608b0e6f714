import { describe, expect, it } from 'vitest';
import { changeOf } from '../../functions/changes/change-of.ts';
import { linkKey, linkReferenceKey } from '../../functions/store/keys.ts';
import { at } from '../router/events.ts';
import { linkOf, recordOf, revoked } from './links.ts';

const link = linkOf();
const pair = { linkId: 'lnk_1', a: link.a.identity, b: link.b.identity, reason: 'order' };

describe('a record of the stream', () => {
  it('of a new link says that it was made, by whom and when', () => {
    expect(changeOf(recordOf(link))).toEqual({
      brand: 'demo',
      change: {
        changeId: expect.stringMatching(/^chg_[\w-]{22}$/),
        type: 'link-made',
        ...pair,
        by: 'rule',
        at: at(0),
      },
    });
  });

  it('of a revoked link says who revoked it, when and why', () => {
    expect(changeOf(recordOf(revoked(link), link))?.change).toMatchObject({
      type: 'link-revoked',
      ...pair,
      by: 'ann',
      at: at(5),
      why: 'They share a phone.',
    });
  });

  it('is the same change whenever it comes, and another one for each step, link and brand', () => {
    const ids = [
      recordOf(link),
      recordOf(link),
      recordOf(revoked(link), link),
      recordOf({ ...link, linkId: 'lnk_2' }),
      recordOf(link, undefined, linkKey('other', 'lnk_1')),
    ].map((record) => changeOf(record)?.change.changeId);
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toBe(ids[1]);
  });

  it('of a link that only changed otherwise, or of anything else, says nothing', () => {
    expect(changeOf(recordOf({ ...link, note: 'checked' }, link))).toBeUndefined();
    expect(changeOf(recordOf({ ...revoked(link), note: 'checked' }, revoked(link)))).toBeUndefined();
    const reference = linkReferenceKey('demo', link.a, 'lnk_1');
    expect(changeOf(recordOf({ linkId: 'lnk_1' }, undefined, reference))).toBeUndefined();
    const { NewImage: _gone, ...removed } = recordOf(link, link).dynamodb ?? {};
    expect(changeOf({ dynamodb: removed })).toBeUndefined();
  });

  it('that is no link under a link’s key is refused', () => {
    expect(() => changeOf(recordOf({ linkId: 'lnk_1' }))).toThrow(/reason/);
  });
});
