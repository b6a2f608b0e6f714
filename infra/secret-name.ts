import type { ProviderId } from '../functions/interaction/identity.ts';

/** The name of a provider's secret in Secrets Manager. */
export function secretName(stackName: string, provider: ProviderId): string {
  return `${stackName}/${provider}`;
}
