import { readFileSync } from 'node:fs';
import type { ChannelProvider } from '../../../functions/channels/channel-provider.ts';
import { signHubDelivery } from '../../../functions/channels/hub-delivery.ts';
import { type ProviderEvent, providerEventSchema } from '../../../functions/interaction/event.ts';
import { receivedAt, signedRequest } from '../provider-samples.ts';

export const whatsappSettings = {
  appSecrets: ['current-app-secret', 'previous-app-secret'],
  verifyToken: 'our-own-word',
  accounts: { '600000000000001': { brand: 'demo' }, '500000000000001': { brand: 'demo' } },
};

export const messengerSettings = {
  appSecrets: ['current-app-secret', 'previous-app-secret'],
  verifyToken: 'our-own-word',
  accounts: { '300000000000001': { brand: 'demo' } },
};

export type HubFolder = 'social-whatsapp' | 'social-messenger';

/** A documented delivery with invented values, as bytes. */
export function fixture(folder: HubFolder, name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/${folder}/${name}.json`, import.meta.url));
}

export function signed(settings: unknown, url: string, body: Buffer | string) {
  return signedRequest(signHubDelivery, settings, url, body);
}

/** Everything a body becomes: signed, verified, parsed, normalized, and each event checked against the schema. */
export async function eventsOf(
  provider: ChannelProvider,
  settings: unknown,
  body: Buffer | string,
): Promise<ProviderEvent[]> {
  const configured = provider.configure(settings);
  const request = signed(settings, 'https://hooks.example.com/', body);
  configured.verify(request);
  const events = (await configured.parse(request)).normalize(receivedAt);
  for (const event of events) providerEventSchema.parse(event);
  return events;
}

/** The interactions among events, in order. */
export function recorded(events: readonly ProviderEvent[]) {
  return events.flatMap((event) => (event.type === 'recorded' ? [event.interaction] : []));
}
