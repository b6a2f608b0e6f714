import { emailIdentity, isUnproven } from '../interaction/address-identity.ts';
import type { RecordedEvent } from '../interaction/event.ts';
import type { Identity } from '../interaction/identity.ts';
import { identityText } from '../interaction/ids.ts';
import type { SuggestionReason } from '../store/suggestions.ts';
import { signatureOf } from '../text/quoted-reply.ts';
import { variantsOf } from './number-variants.ts';
import { mayHoldNumber, type NumberFinder } from './numbers-in-text.ts';

/** What an event claims without proof: that its contact is this identity too. */
export interface Claim {
  identity: Identity;
  reason: SuggestionReason;
}

/** A mail may name a whole department. */
const MAX_NUMBERS = 5;
/** What one event may claim at most. */
const MAX_CLAIMS = 20;

const shownBeside = (left: Identity, right: Identity): SuggestionReason =>
  left.kind === 'visitor' || right.kind === 'visitor' ? 'shared-device' : 'shown-together';

/** Other identities that the payload of a contact shows who proves nothing, or that prove nothing; others are links. */
function shownTogether(interaction: RecordedEvent['interaction']): Claim[] {
  const { contact, kind } = interaction;
  const changed = kind === 'identity-change' ? [interaction.from, interaction.to] : [];
  const claimed = [...(contact.alsoKnownAs ?? []), ...changed].filter(
    (identity) => contact.assurance === 'claimed' || isUnproven(contact.identity) || isUnproven(identity),
  );
  return claimed.map((identity) => ({
    identity,
    reason: shownBeside(contact.identity, identity),
  }));
}

/** A mail that proves nothing may still be from the address it names. */
function unverifiedSender({ contact: { identity } }: RecordedEvent['interaction']): Claim[] {
  if (identity.kind !== 'email' || !isUnproven(identity)) return [];
  return [{ identity: emailIdentity(identity.value), reason: 'unverified-sender' }];
}

interface Written {
  text: string;
  reason: SuggestionReason;
}

/** What somebody wrote into their own part of a mail; what a machine writes names colleagues. */
function writtenIn(interaction: RecordedEvent['interaction']): Written[] {
  if (interaction.kind !== 'message' || interaction.mail === undefined) return [];
  const { text, visibleText = '', mail, forwarded } = interaction;
  if (text === undefined || mail.automatic !== undefined || forwarded === true) return [];
  const texts: Written[] = [
    { text: signatureOf(text), reason: 'number-in-signature' },
    { text: visibleText, reason: 'number-in-text' },
  ];
  return texts.filter((written) => mayHoldNumber(written.text));
}

function writtenNumbers(interaction: RecordedEvent['interaction'], numbersIn: NumberFinder): Claim[] {
  const claims = writtenIn(interaction).flatMap(({ text, reason }) =>
    numbersIn(text).map((identity) => ({ identity, reason })),
  );
  // People sign in today's form, and some providers send the old one.
  return claims
    .slice(0, MAX_NUMBERS)
    .flatMap(({ identity, reason }) =>
      [identity, ...variantsOf(identity)].map((written) => ({ identity: written, reason })),
    );
}

/** Whether there is anything to look at: most events claim nothing, and this costs them next to nothing. */
export function mayClaim({ interaction }: RecordedEvent): boolean {
  if (interaction.direction !== 'inbound') return false;
  const shown = shownTogether(interaction).length + unverifiedSender(interaction).length;
  return shown > 0 || writtenIn(interaction).length > 0;
}

/** An identity of one contact alone, or of one customer's own entries, can be nobody else's. */
function canBeShared({ kind }: Identity): boolean {
  return kind !== 'anonymous' && kind !== 'customer';
}

/**
 * What an inbound event claims of who its contact is: each other identity once, by its best reason. Pure.
 */
export function claimsOf({ interaction }: RecordedEvent, numbersIn: NumberFinder): Claim[] {
  if (interaction.direction !== 'inbound') return [];
  const claims = [
    ...shownTogether(interaction),
    ...unverifiedSender(interaction),
    ...writtenNumbers(interaction, numbersIn),
  ];
  const own = identityText(interaction.contact.identity);
  const others = claims.filter(({ identity }) => canBeShared(identity) && identityText(identity) !== own);
  const byIdentity = new Map(others.toReversed().map((claim) => [identityText(claim.identity), claim]));
  return [...byIdentity.values()].reverse().slice(0, MAX_CLAIMS);
}
