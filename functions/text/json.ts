import { PayloadError } from '../errors.ts';

const MAX_DEPTH = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Integers beyond 2^53 have 16 digits or more. */
const LONG_NUMBER = /\d{16}/;
const INTEGER = /^-?\d+$/;
/** An escaped half of a surrogate pair without its other half, or one behind an escaped backslash. */
const LONE_SURROGATE =
  /\\\\u[dD][89a-fA-F]|\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]/;

// `ignoreBOM` leaves a BOM in, for JSON.parse to refuse.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface ReviverContext {
  /** The literal as it stood in the text; only for primitives. */
  source?: string;
}

/** One pass over the bytes, since deep nesting would overflow the stack of everything that recurses later. */
function refuseDeep(body: Buffer): void {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) index += byte === BACKSLASH ? 1 : 0;
    else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    if (depth > MAX_DEPTH) throw new PayloadError(`the JSON is nested deeper than ${MAX_DEPTH} levels`);
  }
}

function exact(_key: string, value: unknown, context?: ReviverContext): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return context?.source !== undefined && INTEGER.test(context.source) ? context.source : value;
}

/**
 * Reads a JSON body: strict UTF-8 without BOM, at most 64 levels deep. Integers beyond 2^53 come back as
 * strings with every digit; half surrogate pairs become U+FFFD. Throws PayloadError, never with the text in it.
 */
export function parseJson(body: Buffer): unknown {
  refuseDeep(body);
  try {
    const text = utf8.decode(body);
    // A reviver costs several times the parse itself, so it runs only where it may change something.
    return LONG_NUMBER.test(text) || LONE_SURROGATE.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
  } catch {
    // The engine's own message quotes the body.
    throw new PayloadError('the body is not JSON in UTF-8');
  }
}
