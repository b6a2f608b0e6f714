import type { ProviderId } from '../functions/interaction/identity.ts';

/** `sms/twilio` → `SmsTwilio`: ids of constructs and outputs. */
export function pascalCase(provider: ProviderId): string {
  return provider
    .split(/[^a-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
}

/** `sms/twilio` → `sms-twilio`: names of alarms. */
export function dashed(provider: ProviderId): string {
  return provider.replaceAll('/', '-');
}
