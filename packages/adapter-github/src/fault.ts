import type { FootplateError, FootplateErrorInit } from "@footplate/core";
import { faultOf } from "@footplate/http";

/** Name of the adapter in errors, events and refs. */
export const ADAPTER = "github";

/** An error of this adapter. */
export function fault(init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return faultOf(ADAPTER, init);
}

export function conflict(message: string, hint: string): FootplateError {
  return fault({ code: "conflict", message, written: "no", hint });
}
