import { PayloadError } from '../../../errors.ts';
import type { Media } from '../../../interaction/interaction.ts';
import type { Payload } from './payload.ts';

const MEDIA_URL = /^MediaUrl(\d+)$/;

/** By main content type; contact cards (text/vcard) and PDFs are documents. */
const mediaTypes = new Map<string, Media['type']>([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['text', 'document'],
  ['application', 'document'],
]);

function mediaAt(payload: Payload, index: string): Media {
  const [url, contentType] = [payload[`MediaUrl${index}`], payload[`MediaContentType${index}`]];
  if (typeof url !== 'string') throw new PayloadError(`not a text, or repeated: MediaUrl${index}`);
  const known = typeof contentType === 'string' && contentType !== '' ? contentType : undefined;
  return {
    type: mediaTypes.get(known?.split('/')[0] ?? '') ?? 'file',
    url,
    ...(known !== undefined && { contentType: known }),
  };
}

/** All media of a message in order, by the URLs that are there: `NumMedia` only counts them. */
export function mediaOf(payload: Payload): Media[] {
  const indexes = Object.keys(payload).flatMap((name) => {
    const index = MEDIA_URL.exec(name)?.[1];
    return index === undefined || payload[name] === '' ? [] : [index];
  });
  return indexes.sort((left, right) => Number(left) - Number(right)).map((index) => mediaAt(payload, index));
}
