import { describe, expect, it } from 'vitest';
import { HANDOFF_REMOVED } from '../../functions/conversation/presented.ts';
import { presentCode, presentToken } from '../../functions/conversation/take-handoff.ts';
import { InvalidRequestError, NotFoundError } from '../../functions/errors.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { readConversation } from '../../functions/store/conversations.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import { mail, message, noon, phone, routingOf } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import {
  areOne,
  chat,
  issue,
  openedByChat,
  recordedAs,
  send,
  sendEvent,
  visitor,
  wrong,
} from './handoffs.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const sms = (id: string, text: string, atMs: number, more = {}) => ({ id, text, atMs, ...more });

describe('a code', () => {
  it('in a text message carries the conversation on, and makes them one person', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
    const recorded = await send(table, sms('SM1', secret, MINUTE));
    expect(recorded).toMatchObject({ conversationId, content: { text: HANDOFF_REMOVED } });
    expect(await areOne(table, visitor, phone())).toBe(true);
    expect(await send(table, sms('SM2', 'Thank you, and when?', 2 * MINUTE))).toMatchObject({
      conversationId,
    });
    expect(await send(table, { ...chat, id: 'chat-2', atMs: 3 * MINUTE })).toMatchObject({ conversationId });
    const view = await readConversation(table, 'demo', conversationId, noon + 3 * MINUTE);
    expect(view?.participants).toMatchObject([{ identity: phone() }, { identity: visitor }]);
  });

  it('stands nowhere in the table, before or after', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const code = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
    const link = await issue(table, { conversationId, channel: 'sms', kind: 'link' });
    const parts = [code.secret, ...link.secret.split('.').slice(1)];
    const standing = async () => {
      const all = JSON.stringify(await dump(table));
      return parts.filter((part) => new RegExp(`(?<![\\w-])${part}(?![\\w-])`).test(all));
    };
    expect(await standing()).toEqual([]);
    await send(table, sms('SM1', `It is ${code.secret}.`, MINUTE));
    await send(table, sms('SM2', `Look: https://shop.example/#${link.secret}`, MINUTE));
    expect(await standing()).toEqual([]);
  });

  it('from somebody who proves nothing joins the conversation and only suggests', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
    const recorded = await send(table, sms('SM1', secret, MINUTE, { contact: { assurance: 'claimed' } }));
    expect(recorded).toMatchObject({ conversationId });
    expect(await areOne(table, visitor, phone())).toBe(false);
    expect(await send(table, sms('SM2', 'And when?', 2 * MINUTE))).toMatchObject({ conversationId });
    const suggestions = Object.values(await dump(table)).filter(
      (item) => 'suggestionId' in item && 'evidence' in item,
    );
    expect(suggestions).toMatchObject([{ status: 'pending', evidence: [{ reason: 'handoff' }] }]);
  });

  it('is used once: the same interaction again changes nothing, another one is a message like any other', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
    await send(table, sms('SM1', secret, MINUTE));
    const before = await dump(table);
    await send(table, sms('SM1', secret, MINUTE));
    expect(await dump(table)).toEqual(before);
    const other = await send(table, sms('SM2', secret, 2 * MINUTE, { identity: phone('0177') }));
    expect(other.conversationId).not.toBe(conversationId);
    expect(other.content).toEqual({ text: HANDOFF_REMOVED });
    expect(await areOne(table, visitor, phone('0177'))).toBe(false);
  });

  it('that was received in time holds, however long it lay in the queue', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const codes = [
      await issue(table, { conversationId, channel: 'sms', kind: 'code' }),
      await issue(table, { conversationId, channel: 'sms', kind: 'code' }),
    ];
    const [first, second] = codes.map(({ secret }, index) =>
      message(
        sms(`SM${index}`, secret, (index === 0 ? 10 : 10.01) * MINUTE, { identity: phone(`010${index}`) }),
      ),
    ) as [RecordedEvent, RecordedEvent];
    expect(await sendEvent(table, { ...first })).toMatchObject({ conversationId });
    expect((await sendEvent(table, second)).conversationId).not.toBe(conversationId);
  });

  it('of another channel is not used up and not readable, of another brand it is six digits', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    await issue(table, { conversationId, channel: 'sms', kind: 'code' });
    const { secret } = await issue(table, { conversationId, channel: 'voice', kind: 'code' });
    const elsewhere = [
      [sms('SM1', secret, MINUTE), HANDOFF_REMOVED],
      [sms('SM2', secret, MINUTE, { brand: 'other', account: '+14155550102' }), secret],
    ] as const;
    for (const [options, text] of elsewhere) {
      const recorded = await send(table, options);
      expect(recorded.conversationId).not.toBe(conversationId);
      expect(recorded.content).toEqual({ text });
    }
  });

  it('of one source is not tried after five misses, though it be the right one; of others it is', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
    for (let miss = 1; miss <= 5; miss += 1)
      await send(table, sms(`SM${miss}`, wrong(secret, miss), miss * 1_000));
    const late = await send(table, sms('SM6', secret, MINUTE));
    expect(late.conversationId).not.toBe(conversationId);
    expect(late.content).toEqual({ text: HANDOFF_REMOVED });
    expect(await areOne(table, visitor, phone())).toBe(false);
    const other = await send(table, sms('SM7', secret, 2 * MINUTE, { identity: phone('0177') }));
    expect(other).toMatchObject({ conversationId });
  });

  it('that is right is no miss, however many come from one source', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    for (let time = 1; time <= 6; time += 1) {
      const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
      const { content } = await send(table, sms(`SM${time}`, secret, time * 1_000));
      expect(content).toEqual({ text: HANDOFF_REMOVED });
    }
    const taken = Object.values(await dump(table)).filter((item) => 'taken' in item);
    expect(taken).toHaveLength(6);
  });

  it('closes for the whole brand after twenty misses, and no new one is given out', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
    for (let miss = 1; miss <= 20; miss += 1) {
      const identity = phone(`01${Math.floor(miss / 4) + 10}`);
      await send(table, sms(`SM${miss}`, wrong(secret, miss), miss * 1_000, { identity }));
    }
    expect((await send(table, sms('right', secret, MINUTE))).conversationId).not.toBe(conversationId);
    const again = issue(table, { conversationId, channel: 'sms', kind: 'code' }, MINUTE);
    await expect(again).rejects.toThrow(/until 2026-03-10T12:10:20.000Z: make a link/);
    const { secret: token } = await issue(table, { conversationId, channel: 'sms', kind: 'link' }, MINUTE);
    expect(await send(table, sms('token', token, 2 * MINUTE))).toMatchObject({ conversationId });
    await expect(
      issue(table, { conversationId, channel: 'sms', kind: 'code' }, 11 * MINUTE),
    ).resolves.toBeDefined();
  });
});

describe('what we send', () => {
  it('is kept without a code that is open, and with every other number', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'voice', kind: 'code' });
    const other = wrong(secret);
    const text = `Call us and type ${secret}. Your order is ${other}.`;
    const sent = await send(table, { ...chat, id: 'chat-2', atMs: MINUTE, direction: 'outbound', text });
    expect(sent).toMatchObject({
      content: { text: `Call us and type ${HANDOFF_REMOVED}. Your order is ${other}.` },
    });
    const late = { ...chat, id: 'chat-3', atMs: 11 * MINUTE, direction: 'outbound', text } as const;
    expect(await send(table, late)).toMatchObject({ content: { text } });
  });
});

describe('a token', () => {
  it('in a chat message carries the conversation on and is taken out of the text', async () => {
    const table = await tables.table();
    const { conversationId = '' } = await send(table, { id: 'SM1', text: 'Hello' });
    const { secret } = await issue(table, { conversationId, channel: 'chat', kind: 'link' });
    const recorded = await send(table, { ...chat, id: 'chat-1', atMs: MINUTE, text: `Hi ${secret}` });
    expect(recorded).toMatchObject({ conversationId, content: { text: `Hi ${HANDOFF_REMOVED}` } });
    expect(await areOne(table, visitor, phone())).toBe(true);
  });

  it('is looked for in whatever field it came', async () => {
    const table = await tables.table();
    const { conversationId = '' } = await send(table, { id: 'SM1', text: 'Hello' });
    const { secret } = await issue(table, { conversationId, channel: 'chat', kind: 'qr' });
    const { interaction, ...event } = message({ ...chat, id: 'chat-1', atMs: MINUTE });
    const origin = { type: 'link', id: secret };
    const recorded = await sendEvent(table, { ...event, interaction: { ...interaction, origin } });
    expect(recorded).toMatchObject({ conversationId, content: { origin: { id: HANDOFF_REMOVED } } });
  });

  it('in what a machine answers, with our words in it, is not used up', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'email', kind: 'link' });
    const away = mail({ id: 'm1', messageId: '<1@example.com>', atMs: MINUTE });
    const { interaction } = away;
    if (interaction.kind !== 'message' || interaction.mail === undefined)
      throw new Error('A mail is a message.');
    const automatic = { ...interaction.mail, automatic: 'auto-replied' };
    await sendEvent(table, { ...away, interaction: { ...interaction, text: secret, mail: automatic } });
    const other = { kind: 'email', scope: '', value: 'bo@example.com' } as const;
    const answer = mail({ id: 'm2', messageId: '<2@example.com>', atMs: 2 * MINUTE, identity: other });
    const said = { ...answer.interaction, text: secret } as typeof interaction;
    expect(await sendEvent(table, { ...answer, interaction: said })).toMatchObject({ conversationId });
  });

  it('that we send is taken out and not used up', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'link' });
    const sent = sms('SM1', `Go on: ${secret}`, MINUTE, { direction: 'outbound' });
    expect(await send(table, sent)).toMatchObject({ content: { text: `Go on: ${HANDOFF_REMOVED}` } });
    const { interaction, ...event } = message(sms('N1', '', MINUTE));
    const { contact, direction } = interaction;
    const note = { kind: 'note', contact, direction, text: secret } as const;
    expect(await sendEvent(table, { ...event, interaction: note })).toMatchObject({
      content: { text: HANDOFF_REMOVED },
    });
    expect(await areOne(table, visitor, phone())).toBe(false);
    expect(await send(table, sms('SM2', secret, 2 * MINUTE))).toMatchObject({ conversationId });
  });

  it.each(['changed', 'of another channel', 'of another key'])('%s is not ours', async (how) => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const channel = how === 'of another channel' ? 'voice' : 'sms';
    const { secret } = await issue(table, { conversationId, channel, kind: 'link' });
    const flipped = secret.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'));
    const handing = routingOf(table, noon + MINUTE);
    if (how === 'of another key') handing.handoffKey = async () => 'x'.repeat(64);
    const target = { brand: 'demo', channel: 'sms', identity: phone(), by: 'x', source: 'x' } as const;
    const shown = how === 'changed' ? flipped : secret;
    const verdict = await presentToken(handing, { ...target, at: noon + MINUTE }, shown);
    expect(verdict).toEqual({ refused: 'unknown', isOurs: false });
  });
});

describe('twenty who present one code at once', () => {
  it('leave it with one', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        presentCode(
          routingOf(table, noon + MINUTE),
          {
            ...{ brand: 'demo', channel: 'sms', identity: phone(), at: noon + MINUTE },
            ...{ by: `interaction ${index}`, source: `source ${index}` },
          },
          secret,
        ),
      ),
    );
    expect(verdicts.filter((verdict) => 'handoff' in verdict)).toHaveLength(1);
  });
});

describe('a call', () => {
  const rings = (): RecordedEvent => {
    const { interaction, ...event } = message({ id: 'CA1', provider: 'voice/twilio', atMs: MINUTE });
    const { direction, contact } = interaction;
    return { ...event, interaction: { kind: 'call', direction, contact } };
  };
  const typed = (payload: string): RecordedEvent => {
    const { interaction, ...event } = message({ id: 'CA1/2', provider: 'voice/twilio', atMs: 2 * MINUTE });
    const { direction, contact } = interaction;
    return { ...event, interaction: { kind: 'postback', direction, contact, payload, replyTo: 'CA1' } };
  };

  it('goes over to the conversation of the code that was typed in it', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'voice', kind: 'code' });
    const { conversationId: opened = '' } = await sendEvent(table, rings());
    expect(opened).not.toBe(conversationId);
    expect(await sendEvent(table, typed(secret))).toMatchObject({
      conversationId,
      content: { payload: HANDOFF_REMOVED },
    });
    expect(await recordedAs(table, rings())).toMatchObject({ conversationId });
    expect(await areOne(table, visitor, phone())).toBe(true);
    expect(await readConversation(table, 'demo', opened, noon + 3 * MINUTE)).toMatchObject({
      status: 'closed',
    });
    const before = await dump(table);
    await sendEvent(table, typed(secret));
    await sendEvent(table, rings());
    expect(await dump(table)).toEqual(before);
    expect(await send(table, sms('SM1', 'I called', 4 * MINUTE))).toMatchObject({ conversationId });
  });

  it('hears a code that is spoken', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'voice', kind: 'code' });
    const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
    const spoken = [...secret].map((digit) => words[Number(digit)]).join(' ');
    await sendEvent(table, rings());
    const { interaction, ...event } = typed('');
    const { direction, contact } = interaction;
    const text = `One moment, it is ${spoken}.`;
    const turn = { kind: 'message', direction, contact, text, replyTo: 'CA1' } as const;
    expect(await sendEvent(table, { ...event, interaction: turn })).toMatchObject({
      conversationId,
      content: { text: `One moment, it is ${HANDOFF_REMOVED}.` },
    });
  });
});

describe('giving out a handoff', () => {
  it('needs a conversation of the brand', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const unknown = issue(table, { conversationId: 'cnv_x', channel: 'sms', kind: 'code' });
    await expect(unknown).rejects.toThrow(NotFoundError);
    const routing = routingOf(table);
    const { issueHandoff } = await import('../../functions/conversation/issue-handoff.ts');
    const other = issueHandoff(routing, {
      brand: 'other',
      by: 'x',
      conversationId,
      channel: 'sms',
      kind: 'code',
    });
    await expect(other).rejects.toThrow(NotFoundError);
  });

  it('invites whoever opened it, or the participant who is named', async () => {
    const table = await tables.table();
    const conversationId = await openedByChat(table);
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
    await send(table, sms('SM1', secret, MINUTE, { contact: { assurance: 'claimed' } }));
    const request = { conversationId, channel: 'voice', kind: 'link' } as const;
    expect((await issue(table, request)).handoff.identity).toEqual(visitor);
    expect((await issue(table, { ...request, identity: phone() })).handoff.identity).toEqual(phone());
    const stranger: Identity = phone('0199');
    await expect(issue(table, { ...request, identity: stranger })).rejects.toThrow(InvalidRequestError);
    expect(await findCustomerId(table, 'demo', stranger)).toBeUndefined();
  });
});
