import { FootplateError, type FootplateErrorInit } from "@footplate/core";

/** Name of the adapter in errors, events and refs. */
export const ADAPTER = "jsm-ops";

export function fault(init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return new FootplateError({ ...init, adapter: ADAPTER });
}
