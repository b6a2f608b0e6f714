import * as z from 'zod/mini';
import type { Interaction, Media } from '../../../interaction/interaction.ts';
import {
  buttonSchema,
  contactsSchema,
  type Interactive,
  interactiveSchema,
  locationSchema,
  mediaSchema,
  orderSchema,
  textSchema,
} from './content-schemas.ts';

/** What an interaction of any kind carries. */
export type Frame = Pick<Interaction, 'direction' | 'contact' | 'replyTo' | 'origin'>;

type Converter = (item: unknown, frame: Frame, forwarded: boolean | undefined) => Interaction | undefined;

function converter<Content>(
  schema: z.ZodMiniType<Content>,
  convert: (content: Content, frame: Frame, forwarded: boolean | undefined) => Interaction,
): Converter {
  return (item, frame, forwarded) => {
    const content = schema.safeParse(item);
    return content.success ? convert(content.data, frame, forwarded) : undefined;
  };
}

/** Media is known by its id; the URL beside it lives for minutes and needs our access token. */
function mediaConverter(type: Media['type']): Converter {
  const schema = z.lazy(() =>
    z.pipe(
      z.object({ [type]: mediaSchema }),
      z.transform((item) => mediaSchema.parse(item[type])),
    ),
  );
  return converter(schema, (media, frame, forwarded) => ({
    kind: 'message',
    ...frame,
    forwarded,
    text: media.caption,
    media: [
      {
        type,
        mediaId: media.id,
        url: media.url,
        contentType: media.mime_type,
        fileName: media.filename,
        sha256: media.sha256,
      },
    ],
  }));
}

/** What the person chose or filled in: title as they saw it, payload as we gave it or as the form answered. */
function answer(interactive: Interactive): { title?: string | undefined; payload: string } {
  switch (interactive.type) {
    case 'button_reply':
      return { title: interactive.button_reply.title, payload: interactive.button_reply.id };
    case 'list_reply':
      return { title: interactive.list_reply.title, payload: interactive.list_reply.id };
    case 'nfm_reply':
      return {
        title: interactive.nfm_reply.name ?? interactive.nfm_reply.body,
        payload: interactive.nfm_reply.response_json,
      };
    case 'call_permission_reply':
      return {
        title: interactive.call_permission_reply.response,
        payload: JSON.stringify(interactive.call_permission_reply),
      };
  }
}

const converters: ReadonlyMap<string, Converter> = new Map<string, Converter>([
  [
    'text',
    converter(textSchema, ({ text }, frame, forwarded) => {
      return { kind: 'message', ...frame, forwarded, text: text.body };
    }),
  ],
  ...(['image', 'video', 'audio', 'document', 'sticker'] as const).map((type): [string, Converter] => [
    type,
    mediaConverter(type),
  ]),
  [
    'location',
    converter(locationSchema, ({ location }, frame) => ({ kind: 'location', ...frame, ...location })),
  ],
  [
    'contacts',
    converter(contactsSchema, ({ contacts }, frame) => ({
      kind: 'contacts',
      ...frame,
      contacts: contacts.map(({ name, phones = [], emails = [] }) => ({
        name: name?.formatted_name,
        phones: phones.flatMap(({ phone, wa_id }) => phone ?? wa_id ?? []),
        emails: emails.flatMap(({ email }) => email ?? []),
      })),
    })),
  ],
  [
    'interactive',
    converter(interactiveSchema, ({ interactive }, frame) => {
      return { kind: 'postback', ...frame, ...answer(interactive) };
    }),
  ],
  [
    'button',
    converter(buttonSchema, ({ button }, frame) => {
      return { kind: 'postback', ...frame, title: button.text, payload: button.payload ?? button.text ?? '' };
    }),
  ],
  [
    'order',
    converter(orderSchema, ({ order }, frame) => ({
      kind: 'order',
      ...frame,
      text: order.text,
      items: order.product_items.map((item) => ({
        productId: item.product_retailer_id,
        quantity: item.quantity,
        price: item.item_price,
        currency: item.currency,
      })),
    })),
  ],
]);

/** The interaction of a message whose type carries content; undefined when no schema of ours fits it. */
export function contentOf(
  type: string | undefined,
  item: unknown,
  frame: Frame,
  forwarded: boolean | undefined,
): Interaction | undefined {
  return converters.get(type ?? '')?.(item, frame, forwarded);
}
