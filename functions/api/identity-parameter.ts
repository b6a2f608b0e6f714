import { parsePhoneNumberFromString } from 'libphonenumber-js';
import * as z from 'zod';
import { variantsOf } from '../identity/number-variants.ts';
import { emailIdentity, phoneIdentity } from '../interaction/address-identity.ts';
import { type Identity, identityKinds, identitySchema } from '../interaction/identity.ts';
import { missing } from './wording.ts';

const FORM = 'phone:<E.164>, email:<address> or <kind>:<scope>:<value>';
const kindSchema = z.enum(identityKinds);
const UNVERIFIED = 'unverified:';

/** A writing that is not in use any more, and that some providers still send: `+52 1` of Mexico. */
function olderWriting(number: string): Identity | undefined {
  const identity = phoneIdentity(number);
  return identity !== undefined && variantsOf(identity).length > 0 ? identity : undefined;
}

/** A number as people write it, spaces and brackets included; an unescaped plus arrives as a space. */
function phone(text: string): Identity | undefined {
  const number = parsePhoneNumberFromString(text.replace(/^ /, '+'), { extract: false });
  if (number === undefined) return undefined;
  return number.isPossible() ? phoneIdentity(number.number) : olderWriting(number.number);
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
  .string({ error: ({ input }) => (input === undefined ? missing(FORM) : undefined) })
  .max(1_024)
  .transform((text, context) => {
    const identity = readIdentity(text);
    if (identity !== undefined) return identity;
    context.addIssue({ code: 'custom', message: `must be ${FORM}` });
    return z.NEVER;
  })
  .meta({
    description: `One address of a person: ${FORM}. Kinds: ${identityKinds.join(', ')}.`,
    examples: ['phone:+14155550101', 'email:ada@example.com', 'messenger:108888888888888:7000000000000001'],
  });

/** Kinds whose value means something only inside a scope. */
const SCOPED: ReadonlySet<string> = new Set([
  'visitor',
  'login',
  'crm',
  'brand-customer',
  'whatsapp',
  'messenger',
]);

function storedForm({ kind, scope, value }: Identity): Identity | undefined {
  if (SCOPED.has(kind)) return scope === '' ? undefined : { kind, scope, value };
  if (kind === 'email') return email(scope === '' ? value : `${scope}:${value}`);
  if (kind !== 'phone' && kind !== 'customer') return { kind, scope, value };
  if (scope !== '') return undefined;
  return kind === 'phone' ? phone(value) : { kind, scope, value };
}

const WRONG =
  'must be a phone number as E.164, an email address (scope empty or "unverified"), a customer without a scope, ' +
  'or an address with the scope that issued it';

const OBJECT = 'an object such as {"kind": "phone", "value": "+14155550123"}';

const anyIdentity = z
  .object(
    {
      ...identitySchema.shape,
      scope: z.string().max(256).default(''),
      value: z.string().min(1).max(1_024),
    },
    { error: ({ input }) => (input === undefined ? missing(OBJECT) : `must be ${OBJECT}`) },
  )
  .transform((identity, context) => {
    const stored = storedForm(identity);
    if (stored !== undefined) return stored;
    context.addIssue({ code: 'custom', message: WRONG });
    return z.NEVER;
  })
  .meta({ id: 'WrittenIdentity', description: `One address of a person: it ${WRONG}.` });

const OWN_ID = 'must be an address: a customer has no other than the one an interaction is kept under';

/** One identity of a person inside a request's body; comes out in the form in which it is stored. */
export const identityBody = anyIdentity.refine(
  ({ kind }) => kind !== 'brand-customer',
  'must be an identity in this brand: a customer of another one is only linked',
);

/** The same, and never a customer's id: whatever names an address that somebody may be reached at. */
export const addressBody = identityBody.refine(({ kind }) => kind !== 'customer', OWN_ID);

/** What evidence may be about: an address, or in the umbrella of a group a customer of another brand. */
export const linkableBody = anyIdentity.refine(({ kind }) => kind !== 'customer', OWN_ID);
