import type { DynamoDBRecord } from 'aws-lambda';
import { toItem } from '../../functions/store/attributes.ts';
import type { LinkItem } from '../../functions/store/items.ts';
import { linkKey } from '../../functions/store/keys.ts';
import { at, phone } from '../router/events.ts';

/** That an order joined a mail address and a phone. */
export function linkOf(linkId = 'lnk_1'): LinkItem {
  const ada = { kind: 'email', scope: '', value: 'ada@example.com' } as const;
  const nodes = { a: { identity: ada, epoch: 0 }, b: { identity: phone(), epoch: 2 } };
  const evidence = {
    reason: 'order',
    by: 'rule',
    confidence: 1,
    source: 'demo:commerce/shop:shop:1',
  } as const;
  return { linkId, ...nodes, ...evidence, at: at(0) };
}

export function revoked(link: LinkItem): LinkItem {
  return { ...link, revoked: { by: 'ann', at: at(5), why: 'They share a phone.' } };
}

let sequence = 0;

/** A record of the table's stream, as Lambda gets it: a new one for each call. */
export function recordOf(
  NewImage: object,
  OldImage?: object,
  key = linkKey('demo', 'lnk_1'),
): DynamoDBRecord {
  sequence += 1;
  const image = (item: object) => ({ ...toItem({ ...key }), ...toItem({ ...item }) }) as never;
  return {
    eventID: String(sequence),
    eventName: OldImage === undefined ? 'INSERT' : 'MODIFY',
    dynamodb: {
      Keys: toItem({ ...key }) as never,
      SequenceNumber: String(sequence),
      NewImage: image(NewImage),
      ...(OldImage && { OldImage: image(OldImage) }),
    },
  };
}
