import * as z from 'zod';

/** A language as BCP 47 writes it, in its usual capitals, so that one language has one name. */
export const languageTagSchema = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/,
    'must be a language tag, for example en, pt-BR or zh-Hant',
  );
