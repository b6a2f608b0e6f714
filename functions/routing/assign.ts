import type { Channel } from '../interaction/identity.ts';

/** Where a conversation is worked on. A lower priority number is served first. */
export interface Assignment {
  agentQueue: string;
  priority: number;
}

/** The first rules, by the channel a conversation opens on: a caller waits on the line, a letter does not. */
const rules: Record<Channel, Assignment> = {
  voice: { agentQueue: 'calls', priority: 1 },
  chat: { agentQueue: 'messages', priority: 2 },
  social: { agentQueue: 'messages', priority: 3 },
  sms: { agentQueue: 'messages', priority: 3 },
  email: { agentQueue: 'mail', priority: 4 },
  place: { agentQueue: 'back-office', priority: 5 },
  commerce: { agentQueue: 'back-office', priority: 5 },
};

/** The agent queue and priority of a conversation that opens on a channel. Pure. */
export function assign(channel: Channel): Assignment {
  return rules[channel];
}
