import type { FootplateError, FootplateErrorInit } from "@footplate/core";
import { faultOf } from "@footplate/http";

/** Name of the adapter in errors, events and refs. */
export const ADAPTER = "jsm-ops";

/** An error of this adapter. */
export function fault(init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return faultOf(ADAPTER, init);
}
