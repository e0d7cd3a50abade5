import { FootplateError, type FootplateErrorInit } from "@footplate/core";

/** Name of the adapter in errors and events. */
export const ADAPTER = "statuspage";

export function fault(init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return new FootplateError({ ...init, adapter: ADAPTER });
}
