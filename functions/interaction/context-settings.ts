import * as z from 'zod';

const hours = z.number().positive().max(8_760);

/** How much of the past a context card and the measures count. */
export const contextSettingsSchema = z.strictObject({
  /** After so many hours a turn weighs half as much in the customer's mood. */
  moodHalfLifeHours: hours.default(24),
  /** A contact so soon after one that was not answered, or had ended, is a repeated one. */
  repeatContactHours: hours.default(24),
  /** Greet callers who prove nothing by their first name: anybody can show another's number. */
  greetByName: z.boolean().default(false),
  /** Show in cards what people wrote in public; without it only that they did. */
  showPublicText: z.boolean().default(false),
});
export type ContextSettings = z.infer<typeof contextSettingsSchema>;
