/** Longest time that what is under way may go on once the run is to stop, in milliseconds. */
const GRACE_MS = 8000;

/** Stops at once between two operations, and after the operation in the middle of one (F70). */
export interface Stopping {
  /** Aborts the work; later than the outer signal where an operation was under way. */
  readonly signal: AbortSignal;
  begin(): void;
  end(): void;
  /** To be called when the run is over. */
  dispose(): void;
}

/** Watches the signal of the run. */
export function stopping(outer: AbortSignal | undefined): Stopping {
  const work = new AbortController();
  let busy = false;
  let timer: NodeJS.Timeout | undefined;
  const abort = (): void => work.abort(outer?.reason);
  const onAbort = (): void => {
    if (busy) timer = setTimeout(abort, GRACE_MS);
    else abort();
  };
  if (outer?.aborted === true) abort();
  else outer?.addEventListener("abort", onAbort, { once: true });
  return {
    signal: work.signal,
    begin: () => {
      busy = true;
    },
    end: () => {
      busy = false;
      if (outer?.aborted === true) abort();
    },
    dispose: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", onAbort);
    },
  };
}
