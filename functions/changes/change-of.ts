import * as z from 'zod';
import { brandOfLink, changeIdFor } from '../store/change-keys.ts';
import type { Change } from '../store/changes.ts';
import { type LinkItem, linkItem } from '../store/items.ts';
import { imageSchema } from '../store/stream-image.ts';

/** What a record of the table's stream must be: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
const linkRecord = z.object({
  dynamodb: z.object({
    Keys: imageSchema.pipe(z.object({ pk: z.string() })),
    OldImage: imageSchema.optional(),
    NewImage: imageSchema.optional(),
  }),
});

/** A change, and the brand whose feed tells it. */
export interface BrandChange {
  brand: string;
  change: Change;
}

function madeBy({ by, at }: LinkItem) {
  return { type: 'link-made', by, at } as const;
}

/** What became of a link between two images of it; undefined when it was neither made nor revoked. */
function stepOf(before: LinkItem | undefined, after: LinkItem) {
  if (before === undefined) return madeBy(after);
  if (before.revoked !== undefined || after.revoked === undefined) return undefined;
  return { type: 'link-revoked', ...after.revoked } as const;
}

/**
 * What a record of the stream tells of who is who; undefined when nothing. The same record always gives the same
 * change. Throws ZodError for a link item that is not one.
 */
export function changeOf(record: unknown): BrandChange | undefined {
  const { Keys, OldImage, NewImage } = linkRecord.parse(record).dynamodb;
  const brand = brandOfLink(Keys.pk);
  if (brand === undefined || NewImage === undefined) return undefined;
  const link = linkItem.parse(NewImage);
  const step = stepOf(OldImage && linkItem.parse(OldImage), link);
  if (step === undefined) return undefined;
  const { linkId, a, b, reason } = link;
  const changeId = changeIdFor(brand, step.type, linkId);
  const told = { changeId, linkId, a: a.identity, b: b.identity, reason };
  return { brand, change: { ...told, ...step } };
}
