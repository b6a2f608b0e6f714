import * as z from 'zod';
import { identitySchema } from '../../interaction/identity.ts';
import { timestampSchema } from '../../interaction/time.ts';

export const reassignedView = z
  .object({
    customerId: z.string(),
    moved: z.number().int().meta({ description: 'Interactions that moved; 0 when all were there already.' }),
  })
  .meta({ id: 'Reassigned', description: 'Whose it is now.' });

export const handoverView = z
  .object({ identity: identitySchema, at: timestampSchema })
  .meta({ id: 'Handover', description: 'Since when an address is somebody else.' });
