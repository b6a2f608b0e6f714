import type { Identity } from '../../functions/interaction/identity.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import {
  type Delivery,
  mail,
  mailId,
  messengerDeletion,
  messengerEdit,
  messengerId,
  messengerTexts,
  sms,
  smsId,
  whatsappEcho,
  whatsappId,
  whatsappReceipt,
  whatsappTexts,
} from './deliveries.ts';
import { BRAND, type Owner } from './owners.ts';
import { PAGE, type Person } from './people.ts';

export interface Step {
  name: string;
  /** Only leads up to the next one: what it does is killed in another line. */
  isPrelude?: true;
  /** `at`: milliseconds since 1970, for what the provider tells the time of. */
  delivery(person: Person, at: number): Delivery;
}

const SECOND = 1000;

/** What one person does on channels that do not meet: each line is delivered in its order. */
const lines = {
  phone: [
    {
      name: 'first WhatsApp message of an unknown person',
      delivery: (person, at) => whatsappTexts(person, [{ name: 'first', at }]),
    },
    {
      name: 'SMS of the same number, in the open conversation',
      delivery: (person) => sms(person, { name: 'second' }),
    },
    {
      name: 'receipt before its message',
      delivery: (person, at) => whatsappReceipt(person, { name: 'ours', at: at + 30 * SECOND }, 'delivered'),
    },
    {
      name: 'the message it is of',
      delivery: (person, at) => whatsappEcho(person, { name: 'ours', at: at + 20 * SECOND }),
    },
  ],
  messenger: [
    {
      name: 'two Messenger messages in one delivery',
      isPrelude: true,
      delivery: (person, at) =>
        messengerTexts(person, [
          { name: 'kept', at },
          { name: 'gone', at: at + SECOND },
        ]),
    },
    {
      // For AWS an edit is the same calls as a deletion.
      name: 'edit of one',
      isPrelude: true,
      delivery: (person, at) => messengerEdit(person, { name: 'kept', at: at + 2 * SECOND }),
    },
    {
      name: 'deletion of the other',
      delivery: (person, at) => messengerDeletion(person, { name: 'gone', at: at + 3 * SECOND }),
    },
  ],
  mail: [
    {
      name: 'first mail',
      isPrelude: true,
      delivery: (person, at) => mail(person, { name: 'letter', at }),
    },
    { name: 'mail', delivery: (person, at) => mail(person, { name: 'next-letter', at: at + SECOND }) },
  ],
} satisfies Record<string, readonly Step[]>;

export type Line = keyof typeof lines;
export const lineNames = ['phone', 'messenger', 'mail'] as const satisfies readonly Line[];

export function stepsOf(line: Line): readonly Step[] {
  return lines[line];
}

/** By whom the person of a line is known. */
export function identityOf(line: Line, { identities }: Person): Identity {
  const of = { phone: identities.phone, messenger: identities.messenger, mail: identities.email };
  return of[line];
}

/** What tells a person's part of the table and of the calls in this story. */
export function ownerIn(person: Person): Owner {
  const sources = [
    ['social/whatsapp', '106540352242922', whatsappId(person, 'first')],
    ['social/messenger', PAGE, messengerId(person, 'kept')],
    ['email/ses', 'help@demo.example.com', mailId(person, 'letter')],
  ] as const;
  const openers = sources.map(([provider, account, providerInteractionId]) =>
    interactionId({ brand: BRAND, provider, account, providerInteractionId }),
  );
  return { person, openers, others: [smsId(person, 'second')] };
}
