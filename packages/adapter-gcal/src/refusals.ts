import { type CalendarEntry, FootplateError, type Held, type Mark } from "@footplate/core";

/** The mark, without which an event is somebody else's. */
export function ours(held: Held<CalendarEntry>): Mark {
  if (held.mark !== undefined) return held.mark;
  throw new FootplateError({
    code: "invalid_input",
    adapter: "gcal",
    message: "gcal: the event has no mark, so it is not ours to change",
    written: "no",
    hint: "leave it to whoever made it",
  });
}

export function unknownVersion(): never {
  throw conflict("it is not known which version of the event was read", "read it again and plan anew");
}

export function changed(): FootplateError {
  return conflict("somebody changed the event since it was read", "read it again and plan anew");
}

export function conflict(message: string, hint: string): FootplateError {
  return new FootplateError({ code: "conflict", adapter: "gcal", message: `gcal: ${message}`, written: "no", hint });
}

export function unreadable(written?: "maybe"): never {
  throw new FootplateError({
    code: "invalid_response",
    adapter: "gcal",
    message: "gcal: the event has no start or end that can be read",
    written,
    hint: "look at it in the calendar's own pages",
  });
}

export function isStatus(error: unknown, status: number): boolean {
  return error instanceof FootplateError && error.status === status;
}

/** Errors of a write say themselves whether it may have happened. The others come from looks around a refused write. */
export async function sayingWritten<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof FootplateError) || error.written !== undefined) throw error;
    throw error.saying("no");
  }
}
