import { FootplateError, printable } from "@footplate/core";

/** What things are in: the page, the calendar, the repository. */
export interface Container {
  /** As people call it, such as `page kctbh9vrtdwd`. */
  readonly name: string;
  /** The way out, should it not answer. */
  readonly hint: string;
  /** One harmless read of it. */
  readonly read: () => Promise<unknown>;
}

/**
 * Asked when something was not found. A service answers 404 for all that is in a container which was moved, or which the
 * credential may not see any more: only of one that still answers is it gone (F16). Throws `not_found` or `forbidden` that
 * names a container that does not, and whatever else reading it throws.
 */
export async function stillThere({ name, hint, read }: Container): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof FootplateError) || (error.code !== "not_found" && error.code !== "forbidden")) throw error;
    const message = `${printable(name)} cannot be read (${error.message}): nothing in it is known to be gone`;
    throw error.with({ message: message.slice(0, 500), hint });
  }
}
