import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../functions/channels/catalog.ts';
import { registry } from '../../functions/channels/registry.ts';
import { signers } from '../../functions/channels/signers.ts';
import type { WebhookRequest } from '../../functions/channels/webhook-request.ts';
import { ConfigurationError, WebhookVerificationError } from '../../functions/errors.ts';
import { type ProviderEvent, providerEventSchema } from '../../functions/interaction/event.ts';
import { eventId } from '../../functions/interaction/event-ids.ts';
import { mailSamples, webhookSamples } from './all-samples.ts';
import { type ProviderSamples, receivedAt, type Sample } from './provider-samples.ts';

const YEAR = 365 * 24 * 3_600_000;
const ids = (events: ProviderEvent[]) => events.map((event) => eventId({ ...event, brand: 'demo' }));
const named = <Request>(samples: ProviderSamples<Request>) => ({ id: samples.provider.manifest.id, samples });

async function eventsOf<Request>(
  { provider, settings }: ProviderSamples<Request>,
  sample: Sample<Request>,
  at: number = receivedAt,
): Promise<ProviderEvent[]> {
  const delivery = await provider.configure(settings).parse(sample.request);
  return delivery.normalize(at);
}

/** The example secret of a provider's README. */
function readmeSettings(id: string): unknown {
  const readme = readFileSync(new URL(`../../functions/channels/${id}/README.md`, import.meta.url), 'utf8');
  const example = /```json\n([\s\S]*?)```/.exec(readme)?.[1];
  if (example === undefined)
    throw new Error(`functions/channels/${id}/README.md needs an example secret, as a block of json`);
  return JSON.parse(example);
}

function describeContract<Request>(samples: ProviderSamples<Request>): void {
  const { provider, settings, deliveries } = samples;
  const shown = (kind: Sample<Request>['shows']) => deliveries.filter(({ shows }) => shows === kind);

  it('takes the settings of its README, and refuses to start without accounts', () => {
    expect(() => provider.configure(readmeSettings(provider.manifest.id))).not.toThrow();
    for (const secret of [undefined, null, {}, '', { ...settings, accounts: undefined }]) {
      expect(() => provider.configure(secret)).toThrow(ConfigurationError);
    }
  });

  it.each(deliveries)('$name: accepted, and its events are as the schema says', async (sample) => {
    provider.configure(settings).verify(sample.request);
    for (const event of await eventsOf(samples, sample)) {
      expect(providerEventSchema.parse(event)).toEqual(event);
      expect(event.provider).toBe(provider.manifest.id);
    }
  });

  it.each(deliveries)('$name: the same input gives the same output', async (sample) => {
    expect(await eventsOf(samples, sample)).toEqual(await eventsOf(samples, sample));
  });

  it.each(deliveries)('$name: ids are unique in a batch and equal on redelivery', async (sample) => {
    const first = ids(await eventsOf(samples, sample));
    expect(new Set(first).size).toBe(first.length);
    expect(ids(await eventsOf(samples, sample, receivedAt + YEAR))).toEqual(first);
  });

  it.each(deliveries)('$name: is acknowledged', async (sample) => {
    const delivery = await provider.configure(settings).parse(sample.request);
    expect(delivery.acknowledge().status).toBe(200);
  });

  it('keeps what it has no kind for', async () => {
    // A mail is a mail: only webhooks have kinds that nobody documented.
    if (samples.signing !== undefined) expect(shown('unknown').length).toBeGreaterThan(0);
    for (const sample of shown('unknown')) {
      const events = await eventsOf(samples, sample);
      const others = events.flatMap((event) =>
        event.type === 'recorded' && event.interaction.kind === 'other' ? [event.interaction] : [],
      );
      expect(others.length, sample.name).toBeGreaterThan(0);
      for (const { raw } of others) expect(JSON.parse(raw), sample.name).toBeTruthy();
    }
  });

  it('never takes our own messages for customer input', async () => {
    for (const sample of shown('echo')) {
      const recorded = (await eventsOf(samples, sample)).filter((event) => event.type === 'recorded');
      expect(recorded.length, sample.name).toBeGreaterThan(0);
      for (const { interaction } of recorded) expect(interaction.direction, sample.name).toBe('outbound');
    }
  });
}

const withHeader = (request: WebhookRequest, header: string, value: string | undefined): WebhookRequest => ({
  ...request,
  headers: { ...request.headers, [header]: value },
});

/** Another letter or digit in place of one, which keeps the form of hex and of base64. */
const altered = (text: string, index: number) =>
  `${text.slice(0, index)}${text[index] === '0' ? '1' : '0'}${text.slice(index + 1)}`;

function withChangedByte(request: WebhookRequest, index: number): WebhookRequest {
  const body = Buffer.from(request.body);
  body[index] = body[index] === 0x61 ? 0x62 : 0x61;
  return { ...request, body };
}

function withOtherSignature(request: WebhookRequest, header: string): Record<string, WebhookRequest> {
  const signature = request.headers[header] ?? '';
  return {
    'no signature': withHeader(request, header, undefined),
    'an empty one': withHeader(request, header, ''),
    'a truncated one': withHeader(request, header, signature.slice(0, -1)),
    'half of one': withHeader(request, header, signature.slice(0, signature.length / 2)),
    'one too long': withHeader(request, header, `${signature}0`),
    'one given twice': withHeader(request, header, `${signature},${signature}`),
    'one altered near its start': withHeader(request, header, altered(signature, 8)),
    'one altered near its end': withHeader(request, header, altered(signature, signature.length - 3)),
  };
}

function withOtherBody(request: WebhookRequest): Record<string, WebhookRequest> {
  const middle = Math.floor(request.body.length / 2);
  return {
    'a changed first byte': withChangedByte(request, 0),
    'a changed byte in the middle': withChangedByte(request, middle),
    'a changed last byte': withChangedByte(request, request.body.length - 1),
    'one byte more': { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) },
    'one byte less': { ...request, body: request.body.subarray(1) },
    'no body': { ...request, body: Buffer.alloc(0) },
  };
}

function describeSignature(samples: ProviderSamples): void {
  const { provider, settings, deliveries, signing } = samples;
  if (signing === undefined) throw new Error(`${provider.manifest.id}: samples.ts must say how it signs`);
  const { header, secrets, sharedToken = false } = signing;
  const live = settings[secrets];
  const configured = (list: unknown) => provider.configure({ ...settings, [secrets]: list });
  const refusedBy = (list: unknown, request: WebhookRequest) =>
    expect(() => configured(list).verify(request)).toThrow(WebhookVerificationError);

  it.each(deliveries)('$name: refused when anything signed was changed', ({ request }) => {
    const changes = {
      ...withOtherSignature(request, header),
      ...(!sharedToken && withOtherBody(request)),
    };
    for (const [change, changed] of Object.entries(changes)) {
      expect(() => provider.configure(settings).verify(changed), change).toThrow(WebhookVerificationError);
    }
  });

  it.each(deliveries)(
    '$name: refused with a secret that is not live, accepted with the previous',
    ({ request }) => {
      refusedBy(['another-secret'], request);
      configured(['another-secret', ...(Array.isArray(live) ? live : [])]).verify(request);
    },
  );

  it('refuses a JSON body that was parsed and written again', () => {
    if (sharedToken) return;
    for (const { request } of deliveries) {
      if (!request.headers['content-type']?.startsWith('application/json')) continue;
      const again = Buffer.from(JSON.stringify(JSON.parse(request.body.toString('utf8')), null, 1));
      refusedBy(live, { ...request, body: again });
    }
  });

  it('refuses another URL where the signature covers it', () => {
    if (!provider.manifest.signsUrl) return;
    for (const { request } of deliveries) refusedBy(live, { ...request, url: `${request.url}?a=b` });
  });

  it('does not start without a signing secret, and never tells one', () => {
    for (const list of [[], [''], undefined, 'text', [7]]) {
      expect(() => configured(list)).toThrow(ConfigurationError);
    }
    const [secret] = Array.isArray(live) ? live : [];
    expect(() => provider.configure({ [secrets]: live })).not.toThrow(String(secret));
  });
}

describe.each(webhookSamples.map(named))('$id keeps the contract', ({ samples }) => {
  describeContract(samples);
  describe('signature', () => describeSignature(samples));
});

describe.each(mailSamples.map(named))('$id keeps the contract', ({ samples }) => describeContract(samples));

describe('every provider of the catalog', () => {
  const catalogIds: string[] = catalog.map(({ id }) => id).sort();

  it('is registered, has samples, and a signer if it comes through a webhook', () => {
    expect(registry.map(({ manifest }) => manifest.id).sort()).toEqual(catalogIds);
    const sampled = [...webhookSamples.map(named), ...mailSamples.map(named)].map(({ id }) => id);
    expect(sampled.sort()).toEqual(catalogIds);
    const webhooks = catalog.filter(({ intake }) => intake === 'webhook').map(({ id }) => id);
    expect(Object.keys(signers).sort()).toEqual(webhooks.sort());
  });
});
