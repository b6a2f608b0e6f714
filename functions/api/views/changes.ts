import * as z from 'zod';
import { changeItem, changeTypes } from '../../store/changes.ts';

const changeView = changeItem
  .extend({
    changeId: changeItem.shape.changeId.meta({ description: 'The same for the same change, for ever.' }),
    type: z.enum(changeTypes).meta({
      description: 'link-made: evidence that two identities are one person. link-revoked: it was wrong.',
    }),
    reason: changeItem.shape.reason.meta({ description: 'Why the link was made.' }),
    by: z.string().meta({ description: 'Who made the change: `rule`, or the name of the token that asked.' }),
  })
  .meta({
    id: 'Change',
    description:
      'A notice that who is who has changed: ask for the customer of `a` or `b` to see who it is now.',
  });

export const changesView = z
  .object({
    changes: z.array(changeView),
    cursor: z.string().meta({ description: 'Where to go on, now or later; also when there is nothing new.' }),
    hasMore: z.boolean().meta({ description: 'Whether to go on at once.' }),
  })
  .meta({ id: 'Changes', description: 'A page of changes, oldest first.' });
