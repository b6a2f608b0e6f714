import { describe, expect, it } from 'vitest';
import { asideOf, asks, isCourtesyOf } from '../../functions/conversation/aside.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import { mail, message } from '../router/events.ts';

const open = { isClosed: false, isOver: false };
const lapsed = { isClosed: false, isOver: true };
const closed = { isClosed: true, isOver: true };

const question = message({ id: 'q', text: 'Where is it?' });
const thanks = message({ id: 't', text: 'Thanks!' });
const ours = message({ id: 'o', text: 'It is on its way', direction: 'outbound' });
const automatic = mail({ id: 'a', messageId: '<a@mail.example.com>', automatic: 'auto-replied' });
const visit: RecordedEvent = {
  ...question,
  interaction: {
    kind: 'visit',
    direction: 'inbound',
    contact: question.interaction.contact,
    name: 'page',
  },
};

function withMedia(event: RecordedEvent): RecordedEvent {
  if (event.interaction.kind !== 'message') throw new Error('no message');
  return { ...event, interaction: { ...event.interaction, media: [{ type: 'image' }] } };
}

describe('what is said aside', () => {
  it.each([
    ['a question', question, [undefined, undefined, undefined]],
    ['thanks', thanks, [undefined, 'courtesy', 'courtesy']],
    ['a photo with thanks', withMedia(thanks), [undefined, undefined, undefined]],
    ['our message', ours, [undefined, undefined, 'after-end']],
    ['a page seen', visit, [undefined, undefined, 'after-end']],
    ['an automatic mail', automatic, ['automatic', 'automatic', 'automatic']],
  ])('%s, while open, lapsed, closed', (_, event, expected) => {
    expect([open, lapsed, closed].map((standing) => asideOf(event, standing, false))).toEqual(expected);
  });

  it('is a question too that comes in long after its time, where it would reopen', () => {
    expect(asideOf(question, closed, true)).toBe('after-end');
    expect(asideOf(question, lapsed, true)).toBeUndefined();
  });

  it('asks for nothing; neither does what we say', () => {
    expect([question, thanks, ours, visit, automatic].map(asks)).toEqual([true, true, false, false, false]);
  });

  it('is read from the visible part of a mail, without what it quotes', () => {
    const answer = mail({ id: 'm', messageId: '<m@mail.example.com>', text: 'Thanks!\n> Where is it?' });
    if (answer.interaction.kind !== 'message') throw new Error('no message');
    const visible = { ...answer, interaction: { ...answer.interaction, visibleText: 'Thanks!' } };
    expect([isCourtesyOf(answer), isCourtesyOf(visible)]).toEqual([false, true]);
  });
});
