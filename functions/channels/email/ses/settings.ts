import * as z from 'zod/mini';
import { accountSettingsSchema, providerSettingsSchema } from '../../channel-provider.ts';

/** `help@in.example.org` without a plus-tag, or `@in.example.org` for every other mailbox of the domain. */
const mailboxSchema = z
  .string()
  .check(
    z.regex(
      /^[^\s@+<>A-Z]*@[^\s@<>A-Z]+$/,
      'a mailbox in lower case without a plus-tag, or @domain for all others',
    ),
  );

/** Accounts are our mailboxes. Mail needs no secret: AWS hands it over inside the account. */
export const settingsSchema = z.extend(providerSettingsSchema, {
  accounts: z.record(mailboxSchema, accountSettingsSchema),
});
