import { styleText } from 'node:util';
import type { Conversation, Entry, Journey } from './journey.ts';

const WIDTH = 84;
const INDENT = ' '.repeat(19);

const names: Record<string, string> = {
  'email/ses': 'Email',
  'sms/twilio': 'SMS',
  'social/whatsapp': 'WhatsApp',
  'social/messenger': 'Messenger',
  'voice/twilio': 'Voice',
  'social/comments': 'Comment',
  'chat/site': 'Chat',
};

const colours = { email: 'magenta', sms: 'yellow', social: 'green', voice: 'cyan', chat: 'blue' } as const;

/** What people call the channel of a provider. */
export function nameOf(provider: string): string {
  return names[provider] ?? provider;
}

function colour(channel: string, text: string): string {
  const known = Object.entries(colours).find(([name]) => name === channel);
  return known === undefined ? text : styleText(known[1], text);
}

function clock(timestamp: string): string {
  return new Date(timestamp).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** Breaks a text into lines of at most `width` characters, at spaces. */
export function wrap(text: string, width: number): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const line = lines.at(-1) ?? '';
      if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
      else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
    return lines;
  });
}

function said({ interaction, progress }: Entry): string[] {
  if (interaction === undefined) return ['(deleted)'];
  if (interaction.kind === 'message') {
    const text = progress.edits.at(-1)?.text ?? interaction.visibleText ?? interaction.text;
    const files = (interaction.media ?? []).map(
      ({ type, fileName }) => `[${[type, fileName].filter(Boolean).join(' ')}]`,
    );
    return [interaction.subject, ...files, text]
      .filter((line) => line !== undefined && line !== '')
      .map(String);
  }
  if (interaction.kind === 'call') return [callLine(interaction.medium ?? 'audio', progress)];
  return [doneLine(interaction)];
}

const sessions = { audio: 'Call', video: 'Video', 'co-browse': 'Co-browsing' } as const;

function sum({ total, currency }: { total?: number | undefined; currency?: string | undefined }): string {
  return total === undefined ? '' : `, ${[total.toFixed(2), currency].filter(Boolean).join(' ')}`;
}

/** What was done rather than said. */
function doneLine(interaction: NonNullable<Entry['interaction']>): string {
  switch (interaction.kind) {
    case 'visit':
      return `(${[interaction.name, interaction.title ?? interaction.url].filter(Boolean).join(': ')})`;
    case 'purchase':
      return `(order ${interaction.orderId} ${interaction.state}${sum(interaction)})`;
    case 'note':
      return `[note${interaction.author === undefined ? '' : ` of ${interaction.author}`}] ${interaction.text}`;
    default:
      return `(${interaction.kind})`;
  }
}

function callLine(medium: keyof typeof sessions, { call, recordings }: Entry['progress']): string {
  const length = call?.durationSeconds === undefined ? '' : `, ${call.durationSeconds} s`;
  const recorded = recordings.some(({ state }) => state === 'completed') ? ', recorded' : '';
  const outcome = call?.outcome === undefined ? '' : `, ${call.outcome}`;
  return `${sessions[medium]} ${call?.state ?? 'ringing'}${length}${recorded}${outcome}`;
}

function became({ progress }: Entry): string[] {
  const spoken = progress.transcriptions.flatMap(({ text }) => (text === undefined ? [] : [`“${text}”`]));
  const reactions = progress.reactions.map(({ emoji }) => `reacted ${emoji}`);
  const status = progress.status === undefined ? [] : [`✓ ${progress.status}`];
  return [...spoken, ...reactions, ...status];
}

function entryLines(entry: Entry, person: string): string[] {
  const isOurs = entry.direction === 'outbound';
  const who = isOurs ? 'us' : (entry.contact.displayName ?? person);
  const channel = colour(entry.channel, nameOf(entry.provider).padEnd(10));
  const head = `  ${styleText('dim', clock(entry.at))}  ${channel}${styleText('bold', who)}`;
  const body = said(entry).flatMap((text) => wrap(text, WIDTH - INDENT.length));
  const after = became(entry).flatMap((text) => wrap(text, WIDTH - INDENT.length));
  return [
    head,
    ...body.map((line) => `${INDENT}${line}`.trimEnd()),
    ...after.map((line) => `${INDENT}${styleText('dim', line)}`),
    '',
  ];
}

function conversationLines(conversation: Conversation, entries: readonly Entry[], person: string): string[] {
  if (entries.length === 0) return [];
  const channels = [...new Set(entries.map(({ provider }) => nameOf(provider)))];
  const turns = `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`;
  const facts = [
    conversation.status,
    `agent queue “${conversation.agentQueue}”`,
    `${turns} over ${channels.join(', ')}`,
  ];
  return [
    `  ${styleText('underline', 'Conversation')} ${facts.join(' · ')}`,
    '',
    ...entries.flatMap((entry) => entryLines(entry, person)),
  ];
}

/** A journey as lines a person enjoys reading: the person, then each conversation with its turns. */
export function timeline({ customer, entries, conversations }: Journey): string[] {
  const addresses = customer.identities.map(({ kind, value, addresses: reached }) => {
    const where = [...new Set(reached.map(({ provider }) => nameOf(provider)))];
    return `  ${kind} ${value}${where.length === 0 ? '' : ` (${where.join(', ')})`}`;
  });
  const known = customer.identities.flatMap((identity) =>
    identity.addresses.flatMap(({ displayName }) => displayName ?? []),
  );
  const title = customer.displayName ?? known[0] ?? 'Someone';
  const told = conversations.flatMap((conversation) =>
    conversationLines(
      conversation,
      entries.filter(({ conversationId }) => conversationId === conversation.conversationId),
      title,
    ),
  );
  const rule = '─'.repeat(Math.max(0, WIDTH - title.length - 4));
  return [
    `── ${styleText('bold', title)} ${rule}`,
    ...addresses,
    `  ${styleText('dim', customer.customerId)}`,
    '',
    ...told,
  ];
}
