import type { callStates, receiptStatuses } from '../interaction/event.ts';
import type { Assurance, Channel, Contact, Identity, ProviderId } from '../interaction/identity.ts';
import type { Interaction, InteractionKind } from '../interaction/interaction.ts';
import type { Desk } from './desk-state.ts';
import type { Aside, ConversationItem, Reassignment } from './items.ts';

/** How far a message or call has come, folded from its marks. All times are event times. */
export interface Progress {
  /** read > delivered > failed > sent > queued. */
  status?: (typeof receiptStatuses)[number];
  error?: { code: string; title?: string | undefined };
  call?: {
    state: (typeof callStates)[number];
    durationSeconds?: number | undefined;
    /** What came of it, as a label. */
    outcome?: string;
  };
  recordings: {
    recordingId: string;
    state: string;
    url?: string | undefined;
    durationSeconds?: number | undefined;
  }[];
  transcriptions: {
    transcriptionId: string;
    state: string;
    recordingId?: string | undefined;
    text?: string | undefined;
  }[];
  /** One per actor who reacts now. */
  reactions: { emoji: string; at: string }[];
  /** Every version, oldest first; the last is what the person sees. */
  edits: { revision: number; text: string; at: string }[];
  /** Set when it was deleted: then `interaction` and `edits` are gone. */
  deletedAt?: string;
}

/** One entry of a journey. */
export interface JourneyEntry {
  interactionId: string;
  /** Missing for what a machine wrote outside of every conversation. */
  conversationId?: string | undefined;
  /** Why it opened, reopened and prolonged nothing; missing for all else. */
  aside?: Aside | undefined;
  /** How it sounds: -1 (angry) to 1 (happy); missing where nothing can be known of it. */
  mood?: number | undefined;
  provider: ProviderId;
  account: string;
  channel: Channel;
  kind: InteractionKind;
  direction: 'inbound' | 'outbound';
  at: string;
  receivedAt: string;
  /** The undone merge for which somebody should look whose it is: it came in without an address of its own. */
  review?: string | undefined;
  /** Whose it is by somebody's decision, the latest last. */
  reassigned?: Reassignment[] | undefined;
  contact: Contact;
  /** Missing when it was deleted. */
  interaction: Interaction | undefined;
  progress: Progress;
}

export interface Page {
  entries: JourneyEntry[];
  /** Where the next page begins (`timelinePositionSchema`); missing on the last. A filtered page may be short and still have one. */
  cursor: string | undefined;
}

export interface PageQuery {
  /** 1 to 100. */
  limit: number;
  cursor?: string | undefined;
  /** Newest first unless said. */
  order?: 'newest-first' | 'oldest-first' | undefined;
}

export interface JourneyQuery extends PageQuery {
  channel?: Channel | undefined;
  /** Event time, inclusive. */
  from?: string | undefined;
  /** Event time, exclusive. */
  to?: string | undefined;
}

export interface AddressView {
  provider: ProviderId;
  account: string;
  address: string;
  displayName?: string | undefined;
  /** The best this address ever showed. */
  assurance: Assurance;
}

export interface MemberView {
  identity: Identity;
  firstSeenAt: string;
  /** The span in which this identity is this person: [from, to). */
  from: string;
  to?: string | undefined;
  addresses: AddressView[];
}

export interface CustomerView {
  customerId: string;
  /** Ids that stand for this customer too: of whom was merged into it. */
  aliases: string[];
  displayName?: string | undefined;
  createdAt: string;
  members: MemberView[];
}

export interface ConversationView extends Desk {
  conversationId: string;
  customerId: string;
  status: ConversationItem['status'];
  openedAt: string;
  /** Event time of the newest interaction. */
  lastAt: string;
  closed?: ConversationItem['closed'];
  /** When it was closed, the first time first. */
  closings: string[];
  openedBy: string;
  channel: Channel;
  participants: { identity: Identity }[];
}
