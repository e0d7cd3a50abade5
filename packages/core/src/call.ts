/** Options that every call to a port takes. */
export interface CallOptions {
  /** Aborts the call; it then rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** Longest time the whole call may take, waits and retries included, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}
