import { PayloadError } from '../errors.ts';
import { parseJson } from '../text/json.ts';
import type { WebhookRequest } from './webhook-request.ts';

/** The parameters of a delivery by name; a list where a name was repeated. Without a prototype. */
export type Parameters = Record<string, unknown>;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODED = /[%+]/;
const BYTE_ORDER_MARK = '\u{FEFF}';

function decode(text: string): string {
  // Most names and many values are as they stand.
  return ENCODED.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
}

function add(parameters: Parameters, name: string, value: string): void {
  const present = parameters[name];
  if (present === undefined) parameters[name] = value;
  else parameters[name] = Array.isArray(present) ? [...present, value] : [present, value];
}

/**
 * Reads `a=1&b=2`, strictly: every percent sign starts a byte, and all bytes are UTF-8.
 * https://url.spec.whatwg.org/#application/x-www-form-urlencoded
 * Throws PayloadError, never with the text in it.
 */
export function parseForm(text: string): Parameters {
  const parameters: Parameters = Object.create(null);
  try {
    for (const pair of text.split('&')) {
      if (pair === '') continue;
      const equals = pair.indexOf('=');
      if (equals < 0) add(parameters, decode(pair), '');
      else add(parameters, decode(pair.slice(0, equals)), decode(pair.slice(equals + 1)));
    }
  } catch {
    // The engine's own message may quote the body.
    throw new PayloadError('the form holds a broken percent sign or bytes that are not UTF-8');
  }
  return parameters;
}

function bodyText(body: Buffer): string {
  try {
    const text = utf8.decode(body);
    if (!text.startsWith(BYTE_ORDER_MARK)) return text;
  } catch {
    throw new PayloadError('the form is not UTF-8');
  }
  throw new PayloadError('the form begins with a byte order mark');
}

function parseJsonObject(body: Buffer): Parameters {
  const value = parseJson(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PayloadError('the JSON body is not an object');
  }
  return Object.assign(Object.create(null), value);
}

/**
 * The parameters of a delivery: the query of a GET, else the body, a form or a JSON object. Exactly what a
 * signature over URL and form covers; a query beside a body is read with `queryParameter`.
 * Throws PayloadError.
 */
export function readParameters(request: WebhookRequest): Parameters {
  if (request.method === 'GET') return parseForm(request.rawQuery);
  const json = /^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
  return json ? parseJsonObject(request.body) : parseForm(bodyText(request.body));
}

/** One parameter that we put into our URL ourselves; undefined when it is missing, empty or repeated. */
export function queryParameter(rawQuery: string, name: string): string | undefined {
  const value = parseForm(rawQuery)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
