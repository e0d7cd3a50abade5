import { FootplateError, type Mark } from "@footplate/core";
import * as z from "zod/mini";
import { eventId, markOfId } from "./event-id.ts";

/** Name of the one private extended property that holds the whole mark. */
export const MARK_PROPERTY = "footplate";

const whole = z.number().check(z.int(), z.nonnegative());
const schema = z.object({ key: z.string(), generation: whole, nonce: z.string(), facts: whole });

const LONGEST_PROPERTY = 1024;

/** The mark as the value of its property. Throws `invalid_input` for one that could not be read again: its event would be nobody's. */
export function markText({ key, generation, nonce, facts }: Mark): string {
  const text = JSON.stringify({ key, generation, nonce, facts });
  if (nonce !== "" && text.length <= LONGEST_PROPERTY && parse(text) !== undefined) return text;
  throw new FootplateError({
    code: "invalid_input",
    adapter: "gcal",
    message: `gcal: no event can carry the mark ${text.slice(0, 120)}`,
    written: "no",
    hint: "a nonce has 1 to 200 characters, facts are counted from 0",
  });
}

/**
 * The mark of an event. It counts only where the event's id is the one made from it: a copy has the property but another
 * id, and is foreign. Where the property is gone, as in a deleted event of which only the id is left, key and generation
 * are read from the id; the nonce is then `""` and `facts` 0.
 */
export function markOf(id: string, property: string | undefined): Mark | undefined {
  const written = parse(property);
  if (written === undefined) {
    const named = markOfId(id);
    return named && { ...named, nonce: "", facts: 0 };
  }
  const named = markOfId(id);
  return named?.key === written.key && eventId(written) === id ? written : undefined;
}

function parse(property: string | undefined): Mark | undefined {
  // Most events are not ours: an error for each would take longer than reading it.
  if (property === undefined) return undefined;
  try {
    return z.safeParse(schema, JSON.parse(property)).data;
  } catch {
    return undefined;
  }
}
