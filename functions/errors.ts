/** The whole error taxonomy. Code throws these; intake, router and API translate them. Messages never carry customer text, secrets or signatures. */

/** The delivery does not prove that the provider sent it → 401, nothing read. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

/** The body is larger than its provider ever sends → 413, nothing read. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Authentic but unreadable → quarantine and 200. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

/** Our own set-up is wrong or missing → 500 and an alarm. The message says what to set. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Something on the way refused or did not answer. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { retryable: boolean; retryAfterMs?: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** What was asked for does not exist in the caller's brand → 404. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** The state has moved on → 409. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** The request itself is wrong → 400; `pointer` names the part. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  readonly pointer: string | undefined;

  constructor(message: string, options: { pointer?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.pointer = options.pointer;
  }
}

/** No token, or not one of ours → 401. */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';
}
