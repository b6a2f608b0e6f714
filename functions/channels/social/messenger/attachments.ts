import type { Interaction, Media } from '../../../interaction/interaction.ts';
import { type Attachment, attachmentSchema } from './payload.ts';

/** Files the person sent, and things they shared, which are links with a title. */
const mediaTypes: ReadonlyMap<string, Media['type']> = new Map<string, Media['type']>([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['file', 'file'],
  ['sticker', 'sticker'],
  ['reel', 'video'],
  ['ig_reel', 'video'],
  ['fallback', 'file'],
  ['share', 'file'],
  ['post', 'file'],
  ['ig_post', 'file'],
]);

function mediaOf({ type, title, url, payload }: Attachment): Media | undefined {
  const sticker = payload?.sticker_id;
  const kind = sticker === undefined ? mediaTypes.get(type) : 'sticker';
  const link = payload?.url ?? url;
  const mediaId = sticker ?? payload?.attachment_id;
  if (kind === undefined || (link === undefined && mediaId === undefined)) return undefined;
  return { type: kind, mediaId, url: link, fileName: title ?? payload?.title };
}

/** Until clients are all new, a sticker comes twice: as image and as sticker, with one id. */
function once(media: readonly Media[]): Media[] {
  const stickers = new Set<string | undefined>();
  return media.filter(({ type, mediaId }) => {
    if (type !== 'sticker' || mediaId === undefined) return true;
    const again = stickers.has(mediaId);
    stickers.add(mediaId);
    return !again;
  });
}

/** What of a message's attachments is media, and the others, which no kind of ours fits. */
export function sortAttachments(items: readonly unknown[]): { media: Media[]; others: unknown[] } {
  const read = items.map((item) => {
    const { data } = attachmentSchema.safeParse(item);
    return { item, media: data && mediaOf(data) };
  });
  return {
    media: once(read.flatMap(({ media }) => media ?? [])),
    others: read.flatMap(({ item, media }) => (media === undefined ? [item] : [])),
  };
}

type Place = Pick<Extract<Interaction, { kind: 'location' }>, 'latitude' | 'longitude' | 'name' | 'url'>;

/** The place a message shows, when it shows a place and nothing else. */
export function placeOf(items: readonly unknown[]): Place | undefined {
  const { data } = attachmentSchema.safeParse(items.length === 1 ? items[0] : undefined);
  const coordinates = data?.payload?.coordinates;
  if (data?.type !== 'location' || coordinates === undefined) return undefined;
  return {
    latitude: coordinates.lat,
    longitude: coordinates.long,
    name: data.title,
    url: data.url ?? data.payload?.url,
  };
}
