import type { BrandSettings } from '../interaction/brand-settings.ts';
import { HOUR_MS } from '../interaction/time.ts';
import { changeDesk, type DeskOpening, readConversationItem, stopWaiting } from '../store/desk.ts';
import type { Desk, Notes } from '../store/desk-state.ts';
import type { ConversationItem, OpenConversation } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { channelOf } from '../store/keys.ts';
import { contention, MAX_TRIES } from '../store/update.ts';
import { asked, askedThem, opened, released } from './desk-changes.ts';
import { isOpen } from './opening-hours.ts';
import { isUpset, raised, ruleFor } from './rules.ts';
import { availableAgent, isRepeat, lastHandledBy } from './sticky.ts';

/** What was said in a turn, as far as rules ask. */
export interface Said {
  text: string;
  language?: string | undefined;
  mood?: number | undefined;
  /** Of the customer. */
  tags: readonly string[];
}

/** One turn that the desk hears of. */
export interface DeskTurn {
  table: JourneyTable;
  settings: BrandSettings;
  brand: string;
  interactionId: string;
  /** Event time. */
  at: string;
  /** Milliseconds since 1970. */
  now: number;
  isOurs: boolean;
  /** Somebody waits for an answer to it, and not on the line. */
  asks: boolean;
  /** Thanks or a goodbye, and nothing with it. */
  isCourtesy: boolean;
  /** Found out when a rule asks. */
  said(): Promise<Said>;
}

/** What the person's set tells of a conversation; nothing of one that opens. */
export type Known = Notes & Partial<Pick<OpenConversation, 'firstAt' | 'openedBy' | 'lastAskedAt'>>;

/** True when something happened so soon after something else that one of them repeats the other. */
function isSoonAfter({ settings }: DeskTurn, earlier: string, later: string): boolean {
  const hours = (Date.parse(later) - Date.parse(earlier)) / HOUR_MS;
  return hours > 0 && hours < settings.routing.repeatWithinHours;
}

/** They asked at its opening, nobody answered, and now they ask on another channel. */
function asksAgain(turn: DeskTurn, { askedAt, answeredAt, firstAt, openedBy }: Known): boolean {
  if (askedAt === undefined || answeredAt !== undefined || openedBy === undefined || firstAt !== askedAt)
    return false;
  return isSoonAfter(turn, askedAt, turn.at) && channelOf(openedBy) !== channelOf(turn.interactionId);
}

/** When they ask, if that is later than all that is known; thanks for an answer ask nothing. */
function asksLater(turn: DeskTurn, { askedAt, lastAskedAt = askedAt }: Known): string | undefined {
  if (!turn.asks || (turn.isCourtesy && askedAt !== undefined)) return undefined;
  return lastAskedAt === undefined || lastAskedAt < turn.at ? turn.at : undefined;
}

/** What the desk must be told of a turn besides what it knows; undefined when that is nothing. */
async function newsOf(turn: DeskTurn, known: Known): Promise<Notes | undefined> {
  const { askedAt, answeredAt, lastAskedAt = askedAt } = known;
  if (turn.isOurs) {
    // What was asked since is open still.
    const isAnswer = lastAskedAt !== undefined && answeredAt === undefined && lastAskedAt <= turn.at;
    return isAnswer ? { askedAt, answeredAt: turn.at } : undefined;
  }
  if (!turn.asks) return undefined;
  const isLater = answeredAt !== undefined && answeredAt < turn.at && asksLater(turn, known) !== undefined;
  const isNew = askedAt === undefined || isLater;
  const { hours, routing } = turn.settings;
  const isLate = known.offHours === undefined && !isOpen(hours, Date.parse(turn.at));
  const isBad = known.upset === undefined && isUpset(routing, (await turn.said()).mood);
  const news: Notes = {
    ...(isNew && { askedAt: turn.at }),
    ...(isLate && { offHours: true }),
    ...(isBad && { upset: true }),
    ...(known.repeated === undefined && asksAgain(turn, known) && { repeated: true }),
  };
  return Object.keys(news).length === 0 ? undefined : news;
}

/** Where a conversation that opens is worked on, by the rules; its own turn alone tells what was said. */
async function deskFor(turn: DeskTurn, opening: DeskOpening): Promise<Desk> {
  const { table, settings, brand } = turn;
  const { openedBy, openedAt: at, notes, before, conversationId } = opening;
  const said = openedBy === turn.interactionId ? await turn.said() : { text: '', tags: [] };
  const facts = {
    ...said,
    channel: channelOf(openedBy),
    isUpset: notes.upset === true,
    isOpen: isOpen(settings.hours, Date.parse(at)),
    isRepeat: isRepeat(settings.routing, before, { conversationId, at }),
  };
  const assignment = ruleFor(settings.routing, facts);
  const last = settings.routing.sticky.enabled
    ? await lastHandledBy(table, brand, before, conversationId)
    : undefined;
  const agentId = last && (await availableAgent(table, brand, last, assignment));
  const assigned = { at: new Date(turn.now).toISOString(), by: 'sticky' };
  return opened(settings, assignment, {
    at,
    notes,
    ...(agentId !== undefined && { sticky: { assignee: agentId, assigned } }),
  });
}

/** Changes a conversation's desk, decided anew when others changed it meanwhile. */
async function change(
  { table, brand }: DeskTurn,
  conversationId: string,
  decide: (item: ConversationItem) => Promise<Partial<Desk>> | Partial<Desk>,
): Promise<ConversationItem | undefined> {
  let item = await readConversationItem(table, brand, conversationId);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    if (item === undefined) return undefined;
    const changed = await changeDesk(table, brand, item, await decide(item));
    if (changed.applied) return changed.item;
    item = changed.item;
  }
  throw contention('conversation');
}

/** Nobody asked yet, or nobody waits any more and this is later. */
function isNewQuestion({ askedAt, isWaiting }: Desk, at: string): boolean {
  return askedAt === undefined || (isWaiting === undefined && askedAt < at);
}

/** An agent has had it since an earlier question: a further one is theirs, and nothing is due. */
const isTheirs = ({ askedAt, assignee }: Desk) => askedAt !== undefined && assignee !== undefined;

/** Each once, as the item tells what it heard. */
function heard(turn: DeskTurn, news: Notes, item: ConversationItem): Partial<Desk> {
  const { at, settings } = turn;
  const isUrgent = {
    ...(news.upset && item.upsetAt === undefined && { upsetAt: at }),
    ...(news.repeated && item.repeatedAt === undefined && { repeatedAt: at }),
  };
  const reasons = Object.keys(isUrgent).length;
  return {
    ...isUrgent,
    ...(reasons > 0 && { priority: raised(item.priority, reasons) }),
    ...(news.offHours && item.offHoursNoticeDue === undefined && { offHoursNoticeDue: at }),
    ...(news.askedAt &&
      isNewQuestion(item, at) &&
      (isTheirs(item) ? askedThem(at) : asked(settings, item, at))),
  };
}

async function tell(turn: DeskTurn, conversationId: string, news: Notes): Promise<void> {
  if (news.answeredAt !== undefined) await stopWaiting(turn.table, turn.brand, conversationId, turn.at);
  else await change(turn, conversationId, (item) => heard(turn, news, item));
}

/** Who had it keeps it while they are available. What was closed just before was not solved: it is more urgent. */
async function goingOn(turn: DeskTurn, item: ConversationItem): Promise<Partial<Desk>> {
  const { table, brand, settings, at } = turn;
  const agentId = item.assignee && (await availableAgent(table, brand, item.assignee, item));
  const keeps = agentId === undefined ? released() : {};
  const isBack = item.closed !== undefined && isSoonAfter(turn, item.closed.at, at);
  const priority = isBack ? raised(item.priority) : item.priority;
  return { ...keeps, priority, ...asked(settings, { priority, assignee: agentId }, at) };
}

/** What the set notes of a conversation that goes on. */
async function reopen(turn: DeskTurn, conversationId: string, isOver: boolean): Promise<Notes> {
  if (!turn.asks) return {};
  const item = await change(turn, conversationId, (read) => {
    const isDone = read.askedAt === turn.at || (!isOver && read.status === 'open');
    return isDone ? {} : goingOn(turn, read);
  });
  if (item?.askedAt === undefined) return {};
  const { askedAt, isWaiting } = item;
  return { askedAt, ...(isWaiting === undefined && { answeredAt: askedAt }) };
}

/** The desk at which a brand's conversations are answered, as far as one turn concerns it. */
export function atDesk(turn: DeskTurn) {
  return {
    asksLater: (known: Known) => asksLater(turn, known),
    news: (known: Known) => newsOf(turn, known),
    open: (opening: DeskOpening) => deskFor(turn, opening),
    tell: (conversationId: string, news: Notes) => tell(turn, conversationId, news),
    reopen: (conversationId: string, isOver: boolean) => reopen(turn, conversationId, isOver),
  };
}
