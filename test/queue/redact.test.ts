import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  type InteractionEvent,
  interactionEventSchema,
  providerEventSchema,
} from '../../functions/interaction/event.ts';
import { redact } from '../../functions/queue/redact.ts';
import { messageEvent } from '../intake/example-events.ts';

const CARD = '4111 1111 1111 1111';

interface JsonSchema {
  [keyword: string]: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
}

/** Every value a schema allows by shape, with a card number wherever any text may stand. */
function samples(schema: JsonSchema): unknown[] {
  if (schema.const !== undefined) return [schema.const];
  if (Array.isArray(schema.enum)) return [schema.enum[0]];
  const choices = schema.oneOf ?? (schema.anyOf as JsonSchema[] | undefined);
  if (choices !== undefined) return choices.flatMap(samples);
  if (schema.items !== undefined) return samples(schema.items).map((item) => [item]);
  if (schema.properties !== undefined) return objects(schema.properties);
  if (schema.type === 'string') return [textFor(schema)];
  if (schema.type === 'boolean') return [true];
  return [1];
}

function textFor(schema: JsonSchema): string {
  if (schema.format === 'date-time') return '2026-03-04T05:06:07.890Z';
  if (typeof schema.pattern !== 'string') return CARD;
  return new RegExp(schema.pattern).test('sms/twilio') ? 'sms/twilio' : 'demo';
}

function objects(properties: Record<string, JsonSchema>): object[] {
  let built: object[] = [{}];
  for (const [name, schema] of Object.entries(properties))
    built = built.flatMap((object) => samples(schema).map((value) => ({ ...object, [name]: value })));
  return built;
}

function textPaths(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item) => textPaths(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textPaths(item, path === '' ? key : `${path}.${key}`),
  );
}

function everyEvent(): InteractionEvent[] {
  const schema = z.toJSONSchema(providerEventSchema, { reused: 'inline' }) as JsonSchema;
  return samples(schema).map((sample) =>
    interactionEventSchema.parse(Object.assign({ brand: 'demo' }, sample)),
  );
}

describe('redaction', () => {
  it('masks every text of every kind of event, and no id, address or reference', () => {
    const masked = new Set<string>();
    const events = everyEvent();
    for (const event of events)
      for (const [path, text] of textPaths(redact(event))) if (text === '[card removed]') masked.add(path);
    expect(events.length).toBeGreaterThan(15);
    // A new field of the language stands here, or its name stands in redact.ts as one that is kept.
    expect([...masked].sort()).toEqual([
      'emoji',
      'error.title',
      'interaction.address',
      'interaction.author',
      'interaction.consent[]',
      'interaction.contact.displayName',
      'interaction.contacts[].name',
      'interaction.items[].title',
      'interaction.media[].fileName',
      'interaction.name',
      'interaction.origin.title',
      'interaction.participants[].displayName',
      'interaction.payload',
      'interaction.raw',
      'interaction.subject',
      'interaction.text',
      'interaction.title',
      // A visit's alone.
      'interaction.url',
      'interaction.visibleText',
      'text',
    ]);
  });

  it('keeps everything else as it was', () => {
    const event = messageEvent(`My card is ${CARD}, thanks.`);
    const { interaction, ...rest } = redact(event) as typeof event;
    const { interaction: before, ...restBefore } = event;
    expect(rest).toEqual(restBefore);
    expect(interaction).toEqual({ ...before, text: 'My card is [card removed], thanks.' });
  });

  it('reads the address of a page as text, and any other as an address', () => {
    const url = `https://shop.example.com/pay?number=${CARD.replaceAll(' ', '+')}`;
    const { contact } = messageEvent('').interaction;
    const place = { direction: 'inbound', contact, url } as const;
    const visit = redact({ ...messageEvent(''), interaction: { kind: 'visit', name: 'page', ...place } });
    expect(visit).toMatchObject({
      interaction: { url: 'https://shop.example.com/pay?number=[card removed]' },
    });
    const location = { kind: 'location', latitude: 1, longitude: 2, ...place } as const;
    expect(redact({ ...messageEvent(''), interaction: location })).toMatchObject({ interaction: { url } });
  });

  it('does not change what it was given', () => {
    const event = messageEvent(CARD);
    redact(event);
    expect(event).toEqual(messageEvent(CARD));
  });

  it('replaces half characters, which the table would not keep', () => {
    expect(redact(messageEvent('a\ud83d b'))).toEqual(messageEvent('a\ufffd b'));
  });
});
