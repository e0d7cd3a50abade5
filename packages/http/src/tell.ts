import type { HttpEvent } from "./event.ts";

/** Tells the listener, whose failures are its own. */
export function tell(listener: ((event: HttpEvent) => unknown) | undefined, event: HttpEvent): void {
  try {
    const told = listener?.(event);
    if (told instanceof Promise) {
      told.catch(() => undefined);
    }
  } catch {
    // A log that is broken must not break the train.
  }
}
