import { FootplateError, type FootplateErrorInit, printable } from "@footplate/core";

/** Name of the adapter in errors and events. */
export const ADAPTER = "statuspage";

const LONGEST_MESSAGE = 500;

/** An error of this adapter. Ids in its message are as somebody gave them, so that it is made fit to be shown. */
export function fault(init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return new FootplateError({ ...init, message: printable(init.message).slice(0, LONGEST_MESSAGE), adapter: ADAPTER });
}
