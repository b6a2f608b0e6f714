/** Something that invokes functions by itself: a poller or a schedule. */
export type EventSource = {
  /** Is an invocation running, or held back for a retry? */
  busy(): boolean;
  /** Resolves when everything has been seen that was there at the call. */
  catchUp(): Promise<void>;
  /** Resolves when nothing of it runs any more; no invocation begins afterwards. */
  stop(): Promise<void>;
};
