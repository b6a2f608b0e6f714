import type { ProviderId } from '../../functions/interaction/identity.ts';
import { webhookSamples } from '../channels/all-samples.ts';
import type { ProviderSamples } from '../channels/provider-samples.ts';
import { signed, whatsappSettings } from '../channels/social/hub-deliveries.ts';

export interface Typical {
  id: ProviderId;
  samples: ProviderSamples;
  request: ProviderSamples['deliveries'][number]['request'];
}

/** The first documented delivery of each provider: one text message, for voice one incoming call. */
export const typicalDeliveries: Typical[] = webhookSamples.map((samples) => {
  const [first] = samples.deliveries;
  const { id } = samples.provider.manifest;
  if (first === undefined) throw new Error(`${id} has no sample delivery.`);
  return { id, samples, request: first.request };
});

/** One WhatsApp delivery of this many text messages, each of another person. */
export function whatsappBatch(messages: number) {
  const numbers = Array.from({ length: messages }, (_, index) => `1415555${String(index).padStart(4, '0')}`);
  const [account = ''] = Object.keys(whatsappSettings.accounts);
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '14155550100', phone_number_id: account },
    contacts: numbers.map((wa_id) => ({ wa_id, profile: { name: 'Ana Example' } })),
    messages: numbers.map((from) => ({
      from,
      id: `wamid.${messages}.${from}`,
      timestamp: '1772618401',
      type: 'text',
      text: { body: 'Does it come in another colour?' },
    })),
  };
  const body = {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  };
  return signed(whatsappSettings, 'https://hooks.example.com/webhooks/social/whatsapp', JSON.stringify(body));
}
