import type { Held, Mark } from "@footplate/core";
import { faultOf } from "./fault-of.ts";

/** The mark of what is to be written. Throws `conflict`, written `no`, for what carries none: it is somebody else's. */
export function ownMark(adapter: string, held: Held<unknown>): Mark {
  if (held.mark !== undefined) return held.mark;
  throw faultOf(adapter, {
    code: "conflict",
    message: `${held.id} does not carry our mark`,
    written: "no",
    hint: "it is somebody else's: leave it to whoever made it",
  });
}
