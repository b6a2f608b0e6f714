/** A delivery as the provider would send it to us over HTTP. */
export interface SignedDelivery {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * Signs a payload file as the provider would, with the newest secret of the provider's settings (the parsed
 * JSON of its secret). For tests and `npm run send`: no provider's index.ts imports it.
 * Throws a ZodError when the settings hold no signing secret.
 */
export type SignDelivery = (settings: unknown, url: string, body: Buffer) => SignedDelivery;
