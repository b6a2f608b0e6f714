import * as z from 'zod';

/** RFC 9457: https://www.rfc-editor.org/rfc/rfc9457 */
export const problemView = z
  .object({
    type: z.string().meta({ description: 'What went wrong, as a name that never changes (docs/api.md).' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    pointer: z.string().optional().meta({
      description: 'What is wrong, as a JSON pointer: a field of the body, or a parameter (/limit).',
    }),
    requestId: z.string().meta({ description: 'Names this request in our logs.' }),
  })
  .meta({ id: 'Problem', description: 'Every error, as application/problem+json.' });
