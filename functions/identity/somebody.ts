import type { Member } from '../store/items.ts';

/** True when a person is known by anything but devices. Pure. */
export function isSomebody(members: readonly Member[]): boolean {
  return members.some(
    ({ identity: { kind }, to }) => kind !== 'visitor' && kind !== 'customer' && to === undefined,
  );
}
