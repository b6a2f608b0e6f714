import { phoneIdentity } from '../../../interaction/address-identity.ts';
import type { Contact, Identity } from '../../../interaction/identity.ts';
import { displayName } from '../../../text/display-name.ts';
import { type Line, placeName } from './line.ts';
import type { ListedContact } from './payload.ts';

/** The ids an element shows of one person: digits of a phone number, business-scoped user id, or both. */
export interface PersonIds {
  number?: string | undefined;
  userId?: string | undefined;
}

/** A WhatsApp id is a phone number without its plus; what is not one keeps its meaning inside the account. */
function numberIdentity(line: Line, number: string): Identity {
  return (
    phoneIdentity(`+${number.replace(/^\+/, '')}`) ?? {
      kind: 'whatsapp',
      scope: line.businessAccount,
      value: number,
    }
  );
}

/** Each identity once, the phone first: it is the one that other channels know. */
function identitiesOf(line: Line, numbers: readonly string[], userIds: readonly string[]): Identity[] {
  return [
    ...[...new Set(numbers)].map((number) => numberIdentity(line, number)),
    ...[...new Set(userIds)].map((value): Identity => {
      return { kind: 'whatsapp', scope: line.businessAccount, value };
    }),
  ];
}

const present = (id: string | undefined): id is string => id !== undefined;

/**
 * The entry of the change's people list that is this person. A number may be listed in another spelling than
 * the message shows; then the entry is theirs only if nobody else can be meant.
 */
function listedEntry(line: Line, { number, userId }: PersonIds): ListedContact | undefined {
  const { listed, places } = line;
  const byNumber = present(number) ? places.get(placeName.number(number)) : undefined;
  const byUserId = present(userId) ? places.get(placeName.userId(userId)) : undefined;
  const same = listed[Math.min(byNumber ?? listed.length, byUserId ?? listed.length)];
  const [only, second] = listed;
  const alone = second === undefined && line.senders === 1;
  const contradicts = present(userId) && present(only?.user_id) && only.user_id !== userId;
  return same ?? (alone && !contradicts ? only : undefined);
}

/** The identity of the ids alone; undefined without ids. */
export function identityOf(line: Line, { number, userId }: PersonIds): Identity | undefined {
  return identitiesOf(line, [number].filter(present), [userId].filter(present))[0];
}

/** The contact with these ids; undefined when the element names nobody. */
export function contactOf(line: Line, ids: PersonIds): Contact | undefined {
  const { number, userId } = ids;
  if (!present(number) && !present(userId)) return undefined;
  const listed = listedEntry(line, ids);
  const numbers = [number, listed?.wa_id].filter(present);
  const userIds = [userId, listed?.user_id].filter(present);
  const [identity, ...alsoKnownAs] = identitiesOf(line, numbers, userIds);
  const address = numbers[0] ?? userIds[0];
  if (identity === undefined || address === undefined) return undefined;
  return {
    identity,
    assurance: 'verified',
    address,
    displayName: displayName(listed?.profile?.name) ?? displayName(listed?.profile?.username),
    ...(alsoKnownAs.length > 0 && { alsoKnownAs }),
  };
}
