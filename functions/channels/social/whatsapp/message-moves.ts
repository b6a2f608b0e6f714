import type { ProviderEvent } from '../../../interaction/event.ts';
import type { Identity } from '../../../interaction/identity.ts';
import { digest } from '../../../interaction/ids.ts';
import { captionSchema, type Edit, editSchema, reactionSchema, revokeSchema } from './content-schemas.ts';
import { envelopeOf, type Line } from './line.ts';
import type { Message } from './payload.ts';

function editedText({ message }: Edit): string {
  const { caption } = captionSchema.parse(message[message.type ?? '']);
  return message.text?.body ?? caption ?? '';
}

/**
 * Edits come unnumbered, so their time numbers them; a fingerprint of the edit keeps two of one second apart.
 * Undefined without a time.
 */
function revisionOf(message: Message, item: unknown): number | undefined {
  if (message.timestamp === undefined || message.timestamp <= 0) return undefined;
  const fingerprint = Buffer.from(digest(message.id ?? JSON.stringify(item))).readUInt32BE() % 1000;
  return Math.trunc(message.timestamp) * 1000 + fingerprint;
}

/**
 * The events of a message that only moves another one forward: a reaction, an edit, a deletion.
 * Undefined when it is none of these, or not as documented.
 */
export function movesOf(
  message: Message,
  item: unknown,
  direction: 'inbound' | 'outbound',
  identity: Identity | undefined,
  line: Line,
): ProviderEvent[] | undefined {
  const envelope = (target: string) => ({ ...envelopeOf(line, target, message.timestamp), identity });
  switch (message.type) {
    case 'reaction': {
      const { data } = reactionSchema.safeParse(item);
      // Its time tells it from the next one on the same message.
      if (data === undefined || message.timestamp === undefined) return undefined;
      const { message_id, emoji } = data.reaction;
      // A reaction taken back comes without its emoji.
      return [{ type: 'reaction', ...envelope(message_id), direction, ...(emoji && { emoji }) }];
    }
    case 'edit': {
      const { data } = editSchema.safeParse(item);
      const revision = revisionOf(message, item);
      if (data === undefined || revision === undefined) return undefined;
      const { original_message_id } = data.edit;
      return [{ type: 'edit', ...envelope(original_message_id), revision, text: editedText(data.edit) }];
    }
    case 'revoke': {
      const { data } = revokeSchema.safeParse(item);
      if (data === undefined) return undefined;
      return [{ type: 'deletion', ...envelope(data.revoke.original_message_id) }];
    }
    default:
      return undefined;
  }
}
