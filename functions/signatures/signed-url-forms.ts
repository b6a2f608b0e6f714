import { parse, stringify } from 'node:querystring';

const PARTS = /^(https?):\/\/((?:[^/?#@]*@)?)([^/?#]*?)(?::(\d+))?([/?#].*)?$/s;

function withAndWithoutPort(url: string): string[] {
  const match = PARTS.exec(url);
  if (match === null) return [url];
  const [, scheme, user = '', host, port, rest = ''] = match;
  const standard = scheme === 'https' ? '443' : '80';
  return [`${scheme}://${user}${host}${rest}`, `${scheme}://${user}${host}:${port ?? standard}${rest}`];
}

/** The query as Node's `querystring` writes it: what Twilio's older back end signed. */
function withLegacyQuery(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? url : `${url.slice(0, mark)}?${stringify(parse(url.slice(mark + 1)))}`;
}

/**
 * Every spelling of a called URL that its sender may have signed, the likeliest first: with and without the
 * port, as received, as WHATWG writes it (an apostrophe becomes %27) and with the query encoded again.
 * The same six that Twilio's own library tries: https://github.com/twilio/twilio-node/blob/main/src/webhooks/webhooks.ts
 */
export function* signedUrlForms(url: string): Generator<string> {
  yield* withAndWithoutPort(url);
  if (!URL.canParse(url)) return;
  const normal = new URL(url).href;
  if (normal !== url) yield* withAndWithoutPort(normal);
  const legacy = withLegacyQuery(normal);
  if (legacy !== normal) yield* withAndWithoutPort(legacy);
}
