import type { JsonObject, Refs } from "@footplate/core";
import { faultOf } from "./fault-of.ts";

/**
 * What refs say of an adapter; `undefined` when they say nothing of it. Throws `invalid_input` with what `problemOf` finds
 * wrong, and `hint`.
 */
export function refOf(
  adapter: string,
  refs: Refs | undefined,
  problemOf: (ref: unknown) => string | undefined,
  hint: string,
): JsonObject | undefined {
  const ref = refs?.[adapter];
  if (ref === undefined) return undefined;
  const message = problemOf(ref);
  if (message === undefined) return ref;
  throw faultOf(adapter, { code: "invalid_input", message: `refs.${adapter}: ${message}`, hint });
}
