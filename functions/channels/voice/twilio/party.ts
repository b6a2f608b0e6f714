import { phoneIdentity } from '../../../interaction/address-identity.ts';
import type { Contact, Identity } from '../../../interaction/identity.ts';
import { displayName } from '../../../text/display-name.ts';
import { manifest } from './manifest.ts';
import { isOutbound, type Payload } from './payload.ts';

/**
 * ANONYMOUS, UNAVAILABLE, UNKNOWN, BLOCKED and RESTRICTED typed on a phone's keys: numbers by their form, sent for
 * callers who withheld theirs.
 */
const withheld = new Set(['+266696687', '+86282452253', '+8656696', '+2562533', '+7378742833']);

/** Only full attestation proves that the caller may use the number. */
const ATTESTED = 'TN-Validation-Passed-A';

const SHORT_NUMBER = /^\+?\d{2,15}$/;
const SIP_OR_CLIENT = /^(sip|client):([^;?]+)/;

function identityOf(address: string, payload: Payload): Identity | undefined {
  const phone = phoneIdentity(address);
  if (phone !== undefined) return withheld.has(address) ? undefined : phone;
  const [, kind, name = ''] = SIP_OR_CLIENT.exec(address) ?? [];
  const scope = payload.fields.AccountSid ?? '';
  if (kind === 'sip') return { kind, scope, value: name.toLowerCase() };
  if (kind === 'client') return { kind, scope, value: name };
  if (SHORT_NUMBER.test(address)) return { kind: 'sender-id', scope: payload.account, value: address };
  return undefined;
}

/** Whom we call holds the number; who calls us only claims it, unless the originating carrier attests it. */
function assuranceOf(payload: Payload, identity: Identity): Contact['assurance'] {
  if (isOutbound(payload.fields)) return 'asserted';
  return identity.kind === 'phone' && payload.fields.StirVerstat === ATTESTED ? 'asserted' : 'claimed';
}

/** The other side of a call. A withheld number is a contact that nobody else shares: the call's own id. */
export function customerOf(payload: Payload, callSid: string): Contact {
  const { fields, account } = payload;
  const address = (isOutbound(fields) ? fields.To : fields.From) || 'anonymous';
  const identity = identityOf(address, payload);
  if (identity === undefined) {
    const nobody = { kind: 'anonymous', scope: `${manifest.id}/${account}`, value: callSid } as const;
    return { identity: nobody, assurance: 'claimed', address };
  }
  const name = displayName(fields.CallerName);
  const assurance = assuranceOf(payload, identity);
  return { identity, assurance, address, ...(name !== undefined && { displayName: name }) };
}
