import { PayloadError } from '../errors.ts';

const MAX_DEPTH = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
const NINE = 0x39;
/** Integers beyond 2^53 have 16 digits or more. */
const LONG_NUMBER = 16;

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

/** What JSON.parse would change. */
interface Survey {
  hasLongNumber: boolean;
  hasSurrogateEscape: boolean;
}

/** True at the `u` of an escape such as `\ud83d`. */
function isSurrogateEscape(body: Buffer, at: number): boolean {
  return body[at] === 0x75 && (body[at + 1] === 0x64 || body[at + 1] === 0x44);
}

/** One pass over the bytes, since deep nesting would overflow the stack of everything that recurses later. */
function survey(body: Buffer): Survey {
  const found = { hasLongNumber: false, hasSurrogateEscape: false };
  let depth = 0;
  let digits = 0;
  let quoted = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index] ?? 0;
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) {
      if (byte !== BACKSLASH) continue;
      index += 1;
      found.hasSurrogateEscape ||= isSurrogateEscape(body, index);
    } else if (byte >= ZERO && byte <= NINE) {
      digits += 1;
      found.hasLongNumber ||= digits === LONG_NUMBER;
      continue;
    } else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    digits = 0;
    if (depth > MAX_DEPTH) throw new PayloadError(`the JSON is nested deeper than ${MAX_DEPTH} levels`);
  }
  return found;
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
  const { hasLongNumber, hasSurrogateEscape } = survey(body);
  try {
    const text = utf8.decode(body);
    // A reviver costs several times the parse itself, so it runs only where it may change something.
    const isChanged = hasLongNumber || (hasSurrogateEscape && LONE_SURROGATE.test(text));
    return isChanged ? JSON.parse(text, exact) : JSON.parse(text);
  } catch {
    // The engine's own message quotes the body.
    throw new PayloadError('the body is not JSON in UTF-8');
  }
}
