import { FootplateError, type FootplateErrorInit, printable } from "@footplate/core";

/** Name of the adapter in errors, events and refs. */
export const ADAPTER = "github";

const LONGEST_MESSAGE = 500;

/** An error of this adapter. Ids in its message are as somebody gave them, so that it is made fit to be shown. */
export function fault(init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return new FootplateError({ ...init, message: printable(init.message).slice(0, LONGEST_MESSAGE), adapter: ADAPTER });
}

/** The same error with some of it said otherwise. */
export function copy(error: FootplateError, change: Partial<FootplateErrorInit>): FootplateError {
  const { code, message, adapter, status, requestId, retryable, retryAfterMs, written, hint, problems } = error;
  const same = { code, message, adapter, status, requestId, retryable, retryAfterMs, written, hint, problems };
  return new FootplateError({ ...same, ...change });
}

export function conflict(message: string, hint: string): FootplateError {
  return fault({ code: "conflict", message, written: "no", hint });
}
