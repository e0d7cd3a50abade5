import { type Mark, readMark } from "@footplate/core";
import { faultOf } from "./fault-of.ts";

/** The mark, and nothing beside its fields. Throws `invalid_input` for one that could not be read again: its resource would be nobody's. */
export function markToWrite(adapter: string, mark: Mark): Mark {
  const read = readMark(mark);
  if (read !== undefined) return read;
  throw faultOf(adapter, {
    code: "invalid_input",
    message: `nothing can carry the mark ${JSON.stringify(mark).slice(0, 120)}`,
    written: "no",
    hint: "a key has 1 to 200 characters of [a-z0-9_./-], a generation counts from 1, a nonce has 1 to 200 characters",
  });
}
