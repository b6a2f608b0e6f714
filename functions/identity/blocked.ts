import type { Identity } from '../interaction/identity.ts';
import type { IdentitySettings } from '../interaction/identity-settings.ts';
import { identityText } from '../interaction/ids.ts';
import { variantsOf } from './number-variants.ts';

function sameCase({ kind, scope, value }: Identity): string {
  // Mailboxes are compared without case, and a sender that proved nothing is no less blocked.
  return kind === 'email'
    ? identityText({ kind, scope: '', value: value.toLowerCase() })
    : identityText({ kind, scope, value });
}

/** Whether the brand blocks an identity: then nothing ever joins it to anybody. A number is blocked in all its writings. */
export function isBlocked(
  { blockedIdentities }: Pick<IdentitySettings, 'blockedIdentities'>,
  identity: Identity,
): boolean {
  if (blockedIdentities.length === 0) return false;
  const written = new Set([identity, ...variantsOf(identity)].map(sameCase));
  return blockedIdentities.some((each) => written.has(sameCase(each)));
}
