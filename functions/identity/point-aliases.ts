import type { JourneyTable } from '../store/journey-table.ts';
import { customerKey } from '../store/keys.ts';
import type { Change } from '../store/membership.ts';
import { Expression, updateItem } from '../store/update.ts';
import { birthId } from './components.ts';

/**
 * Lets ids that were merged away earlier tell where their person is now, so that a card finds it in one read less.
 * Only a hint: who a node is stands with the node. An id that is a person again is left alone. One write for each
 * such id that moved.
 */
export async function pointAliases(table: JourneyTable, brand: string, { moves }: Change): Promise<void> {
  const late = moves.filter(({ member, from, to }) => ![from, to].includes(birthId(brand, member)));
  await Promise.all(
    late.map(({ member, to }) => {
      const expression = new Expression();
      const path = expression.path('movedTo');
      return updateItem(table, customerKey(brand, birthId(brand, member)), expression, {
        set: [`${path} = ${expression.value(to)}`],
        conditions: [`attribute_exists(${path})`],
      });
    }),
  );
}
