import { parsePhoneNumberFromString } from 'libphonenumber-js';
import * as z from 'zod';
import { emailIdentity, phoneIdentity } from '../interaction/address-identity.ts';
import { type Identity, identityKinds } from '../interaction/identity.ts';

const FORM = 'must be phone:<E.164>, email:<address> or <kind>:<scope>:<value>';
const kindSchema = z.enum(identityKinds);
const UNVERIFIED = 'unverified:';

/** A number as people write it, spaces and brackets included; an unescaped plus arrives as a space. */
function phone(text: string): Identity | undefined {
  const number = parsePhoneNumberFromString(text.replace(/^ /, '+'), { extract: false });
  return number?.isPossible() ? phoneIdentity(number.number) : undefined;
}

function email(text: string): Identity | undefined {
  const isUnverified = text.startsWith(UNVERIFIED);
  const address = isUnverified ? text.slice(UNVERIFIED.length) : text;
  if (!/^[^\s@].*@[^\s@]+$/.test(address)) return undefined;
  return emailIdentity(address, isUnverified ? 'unverified' : '');
}

function scoped(kind: Identity['kind'], text: string): Identity | undefined {
  const [, scope, value] = /^([^:]*):(.+)$/s.exec(text) ?? [];
  return scope === undefined || value === undefined ? undefined : { kind, scope, value };
}

/** Reads `kind:value` or `kind:scope:value`, in the form in which we store it; undefined when it is none. */
function readIdentity(text: string): Identity | undefined {
  const colon = text.indexOf(':');
  const kind = kindSchema.safeParse(text.slice(0, Math.max(colon, 0)));
  const rest = text.slice(colon + 1);
  if (!kind.success) return undefined;
  if (kind.data === 'phone') return phone(rest);
  return kind.data === 'email' ? email(rest) : scoped(kind.data, rest);
}

/** One address of a person, as callers write it. */
export const identityParameter = z
  .string()
  .max(1_024)
  .transform((text, context) => {
    const identity = readIdentity(text);
    if (identity !== undefined) return identity;
    context.addIssue({ code: 'custom', message: FORM });
    return z.NEVER;
  })
  .meta({
    description: `One address of a person: ${FORM.replace('must be ', '')}. Kinds: ${identityKinds.join(', ')}.`,
    examples: ['phone:+14155550101', 'email:ada@example.com', 'messenger:108888888888888:7000000000000001'],
  });
